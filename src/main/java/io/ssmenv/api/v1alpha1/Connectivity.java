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
            "The way out: an Elastic IP for each instance, a NAT gateway in each availability zone,"
                + " or VPC endpoints and no Internet at all. None lets anybody in. May be changed at"
                + " any time; open sessions break once, and no instance is replaced.")
        Pattern pattern,
    @JsonPropertyDescription(
            "Settings of the pattern PrivateEndpoints, and refused with another one.")
        @Nullable Endpoints endpoints) {

  /** The endpoint settings, where absent with all their defaults. */
  public Endpoints endpointsOrDefault() {
    return endpoints == null ? new Endpoints(null, null, null) : endpoints;
  }
}
