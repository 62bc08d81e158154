package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the VPC has an endpoint for {@code ec2messages}, which only old agents need. */
public enum Ec2Messages {
  /** If the region offers the service: agents before 3.3.40.0 need it. */
  @JsonProperty("Auto")
  AUTO,

  /** Never, which saves the cost of an endpoint. */
  @JsonProperty("Never")
  NEVER
}
