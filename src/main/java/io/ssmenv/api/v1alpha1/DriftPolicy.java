package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator does when AWS differs from the spec. */
public enum DriftPolicy {
  /** It corrects the difference. */
  @JsonProperty("Correct")
  CORRECT,

  /** It lists the difference in the status and writes nothing to AWS. */
  @JsonProperty("Report")
  REPORT
}
