package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A condition with the fields and meanings of {@code metav1.Condition}.
 *
 * @param type the type, such as {@code Ready}
 * @param observedGeneration the {@code metadata.generation} that the condition refers to
 * @param lastTransitionTime RFC 3339; the last change of {@code status}, not of the reason or the
 *     message
 * @param reason the reason in CamelCase, for programs
 * @param message the message for users: names the resource or field, and what to do next
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @JsonPropertyDescription("The type of the condition; at most one of each type.") @Required
        String type,
    @JsonPropertyDescription("The status of the condition.") @Required Status status,
    @JsonPropertyDescription("The metadata.generation that the condition refers to.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("When the status last changed, not the reason or the message.")
        @Nullable String lastTransitionTime,
    @JsonPropertyDescription("The reason in one word, for programs.") @Required String reason,
    @JsonPropertyDescription(
            "The reason for users: names the resource or field, and what to do next.")
        @Nullable String message) {

  /** The status of a condition. */
  public enum Status {
    @JsonProperty("True")
    TRUE,
    @JsonProperty("False")
    FALSE,
    @JsonProperty("Unknown")
    UNKNOWN
  }
}
