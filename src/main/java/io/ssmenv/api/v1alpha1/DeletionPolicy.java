package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the AWS resources when the environment is deleted. */
public enum DeletionPolicy {
  /** They are deleted, and the object goes when nothing is left. */
  @JsonProperty("Delete")
  DELETE,

  /** They stay, marked as retained. */
  @JsonProperty("Retain")
  RETAIN
}
