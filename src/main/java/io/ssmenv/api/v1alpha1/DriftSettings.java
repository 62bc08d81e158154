package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the operator handles differences between the spec and AWS.
 *
 * @param policy Correct if absent
 * @param interval such as {@code 30s}, {@code 1m} or {@code 1h30m}, 5 s to 24 h; 1 m if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.interval) || (self.interval.matches('"
            + WholeDuration.SYNTAX
            + "')"
            + " && duration(self.interval) >= duration('5s')"
            + " && duration(self.interval) <= duration('24h'))",
    fieldPath = ".interval",
    message =
        "spec.drift.interval must be a duration in hours, minutes and seconds, such as 1m or 1h30m,"
            + " from 5s to 24h")
public record DriftSettings(
    @JsonPropertyDescription(
            "Correct (the default): the operator corrects differences. Report: it lists them in the"
                + " status and writes nothing to AWS.")
        @Nullable DriftPolicy policy,
    @Size(max = 16)
        @JsonPropertyDescription(
            "The longest interval between comparisons of the environment with AWS, from 5s to 24h."
                + " Default: 1m.")
        @Nullable String interval) {

  public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  /** The drift policy; Correct by default. */
  public DriftPolicy policyOrDefault() {
    return policy == null ? DriftPolicy.CORRECT : policy;
  }

  /**
   * The longest interval between comparisons with AWS; 1 m by default.
   *
   * @throws IllegalArgumentException if it is not a duration, which the API server rejects
   */
  public Duration intervalOrDefault() {
    return interval == null ? DEFAULT_INTERVAL : WholeDuration.parse(interval);
  }
}
