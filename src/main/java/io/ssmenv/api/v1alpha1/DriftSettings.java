package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How differences between the spec and AWS are treated.
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
            "Correct (the default): what differs is put right. Report: it is listed in the status"
                + " and AWS is left alone.")
        @Nullable DriftPolicy policy,
    @Size(max = 16)
        @JsonPropertyDescription(
            "How often the environment is compared with AWS at the latest, from 5s to 24h. Default:"
                + " 1m.")
        @Nullable String interval) {

  public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  /** What is done about drift; Correct by default. */
  public DriftPolicy policyOrDefault() {
    return policy == null ? DriftPolicy.CORRECT : policy;
  }

  /**
   * How often the environment is compared with AWS at the latest; 1 m by default.
   *
   * @throws IllegalArgumentException if it isn't a duration, which the API server refuses
   */
  public Duration intervalOrDefault() {
    return interval == null ? DEFAULT_INTERVAL : WholeDuration.parse(interval);
  }
}
