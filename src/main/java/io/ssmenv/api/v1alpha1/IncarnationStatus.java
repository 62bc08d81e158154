package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * How many AWS resources of a key have come to their end.
 *
 * @param key the key in the environment, such as {@code instance/app-0}
 * @param ended the number
 */
public record IncarnationStatus(
    @JsonPropertyDescription("The key of the resource, such as instance/app-0.") @Required
        String key,
    @JsonPropertyDescription("How many AWS resources with this key no longer exist.") @Required
        int ended) {}
