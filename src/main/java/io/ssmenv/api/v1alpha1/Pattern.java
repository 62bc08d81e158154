package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The way out that the instances have to Systems Manager. None of them opens a way in. */
public enum Pattern {
  /** Each instance has an Elastic IP, and the default route leads to the Internet gateway. */
  @JsonProperty("ElasticIp")
  ELASTIC_IP,

  /** The default route leads to a NAT gateway, which has the only public address. */
  @JsonProperty("NatGateway")
  NAT_GATEWAY,

  /** No default route: the agents reach Systems Manager through VPC endpoints. */
  @JsonProperty("PrivateEndpoints")
  PRIVATE_ENDPOINTS
}
