package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How the instances reach Systems Manager.
 *
 * @param pattern may be changed at any time
 * @param endpoints settings of {@link Pattern#PRIVATE_ENDPOINTS}, refused with another pattern
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.endpoints) || self.pattern == 'PrivateEndpoints'",
    fieldPath = ".endpoints",
    message =
        "spec.connectivity.endpoints are settings of the pattern PrivateEndpoints only: remove"
            + " them, or set spec.connectivity.pattern to PrivateEndpoints")
public record Connectivity(
    @Required
        @JsonPropertyDescription(
            "How the instances reach Systems Manager: each with an Elastic IP, behind one NAT"
                + " gateway, or through VPC endpoints only. May be changed at any time.")
        Pattern pattern,
    @JsonPropertyDescription("Settings of the pattern PrivateEndpoints.")
        @Nullable Endpoints endpoints) {

  /** The endpoint settings, where absent with all their defaults. */
  public Endpoints endpointsOrDefault() {
    return endpoints == null ? new Endpoints(null, null, null) : endpoints;
  }
}
