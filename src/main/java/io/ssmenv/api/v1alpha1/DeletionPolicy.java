package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to the AWS resources when the environment is deleted. */
public enum DeletionPolicy {
  /** They are deleted. The object is removed when nothing is left. */
  @JsonProperty("Delete")
  DELETE,

  /** They stay and are tagged as retained. */
  @JsonProperty("Retain")
  RETAIN
}
