package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The environment in whose VPC another one stands.
 *
 * @param name in the same namespace
 */
public record HostEnvironment(
    @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription("The name of an environment in the same namespace.")
        String name) {}
