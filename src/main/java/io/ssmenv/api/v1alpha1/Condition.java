package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A condition with the fields and meanings of {@code metav1.Condition}.
 *
 * @param type such as {@code Ready}
 * @param observedGeneration of the spec that the condition is about
 * @param lastTransitionTime RFC 3339; when {@code status} changed last, not the reason or message
 * @param reason in CamelCase, for programs
 * @param message for people: names the resource or field, and what to do next
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @JsonPropertyDescription("What the condition is about; at most one of each type.") @Required
        String type,
    @JsonPropertyDescription("Whether it holds.") @Required Status status,
    @JsonPropertyDescription("The metadata.generation of the spec that it is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("When the status changed last, not the reason or the message.")
        @Nullable String lastTransitionTime,
    @JsonPropertyDescription("Why, in one word, for programs.") @Required String reason,
    @JsonPropertyDescription("Why, for people: names the resource or field, and what to do next.")
        @Nullable String message) {

  /** Whether the condition holds. */
  public enum Status {
    @JsonProperty("True")
    TRUE,
    @JsonProperty("False")
    FALSE,
    @JsonProperty("Unknown")
    UNKNOWN
  }
}
