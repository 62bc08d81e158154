package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An AWS resource that exists.
 *
 * @param key its place in the environment, such as {@code natgateway/a}
 * @param id AWS's name for it
 * @param state AWS's, such as {@code available}; absent for what has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourceStatus(
    @JsonPropertyDescription("Its place in the environment, such as natgateway/a.") @Required
        String key,
    @JsonPropertyDescription("AWS's name for it.") @Required String id,
    @JsonPropertyDescription("AWS's word, such as available; absent for what has no state.")
        @Nullable String state) {}
