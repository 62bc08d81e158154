package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the VPC gets an endpoint for {@code ec2messages}, which only old agents need. */
public enum Ec2Messages {
  /** Wherever the region offers the service: agents before 3.3.40.0 need it. */
  @JsonProperty("Auto")
  AUTO,

  /** Not even where the region offers it: one endpoint less to pay for. */
  @JsonProperty("Never")
  NEVER
}
