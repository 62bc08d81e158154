package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How the instances connect to Systems Manager.
 *
 * @param pattern the connectivity pattern; it can be changed at any time
 * @param endpoints the settings of {@link Pattern#PRIVATE_ENDPOINTS}; rejected with another pattern
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.endpoints) || self.pattern == 'PrivateEndpoints'",
    fieldPath = ".endpoints",
    message =
        "spec.connectivity.endpoints is only valid with the pattern PrivateEndpoints: remove it, or"
            + " set spec.connectivity.pattern to PrivateEndpoints")
public record Connectivity(
    @Required
        @JsonPropertyDescription(
            "How the agents connect: through an Elastic IP for each instance, a NAT gateway in each"
                + " availability zone, or VPC endpoints without Internet access. No pattern allows"
                + " inbound traffic. It can be changed at any time; open sessions break once, and no"
                + " instance is replaced.")
        Pattern pattern,
    @JsonPropertyDescription(
            "The settings of the pattern PrivateEndpoints; rejected with another pattern.")
        @Nullable Endpoints endpoints) {

  /** The endpoint settings; the defaults if absent. */
  public Endpoints endpointsOrDefault() {
    return endpoints == null ? new Endpoints(null, null, null, null) : endpoints;
  }
}
