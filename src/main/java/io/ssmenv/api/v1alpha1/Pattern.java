package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the instances connect to Systems Manager. No pattern allows inbound traffic. */
public enum Pattern {
  /** Each instance has an Elastic IP, and the default route leads to the Internet gateway. */
  @JsonProperty("ElasticIp")
  ELASTIC_IP,

  /** The default route leads to a NAT gateway, which has the only public address. */
  @JsonProperty("NatGateway")
  NAT_GATEWAY,

  /** No default route: the agents connect to Systems Manager through VPC endpoints. */
  @JsonProperty("PrivateEndpoints")
  PRIVATE_ENDPOINTS
}
