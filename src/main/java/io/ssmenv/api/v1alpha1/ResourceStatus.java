package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An existing AWS resource.
 *
 * @param key its key in the environment, such as {@code natgateway/a}
 * @param id its id in AWS
 * @param state its state in AWS, such as {@code available}; absent if it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourceStatus(
    @JsonPropertyDescription("The key of the resource, such as natgateway/a.") @Required String key,
    @JsonPropertyDescription("The id of the resource in AWS.") @Required String id,
    @JsonPropertyDescription(
            "The state in AWS, such as available; absent if the resource has no state.")
        @Nullable String state) {}
