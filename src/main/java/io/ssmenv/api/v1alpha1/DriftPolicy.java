package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done when AWS no longer agrees with the spec. */
public enum DriftPolicy {
  /** It is corrected. */
  @JsonProperty("Correct")
  CORRECT,

  /** It is listed in the status, and nothing is written to AWS. */
  @JsonProperty("Report")
  REPORT
}
