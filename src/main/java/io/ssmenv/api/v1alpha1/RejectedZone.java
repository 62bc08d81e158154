package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Something that AWS has refused to create in an availability zone, because the zone does not offer
 * it.
 *
 * @param zone the name of the zone
 * @param lacks what it does not offer
 * @param name the instance type, or the short name of the endpoint service; absent for NAT gateways
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RejectedZone(
    @JsonPropertyDescription("The availability zone.") @Required String zone,
    @JsonPropertyDescription("What the zone does not offer.") @Required Lacking lacks,
    @JsonPropertyDescription("The instance type, or the short name of the endpoint service.")
        @Nullable String name) {

  /** What a zone can lack. */
  public enum Lacking {
    /** An instance type. */
    @JsonProperty("InstanceType")
    INSTANCE_TYPE,

    /** Interface endpoints of a service. */
    @JsonProperty("EndpointService")
    ENDPOINT_SERVICE,

    /** NAT gateways. */
    @JsonProperty("NatGateway")
    NAT_GATEWAY
  }
}
