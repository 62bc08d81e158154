package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the operator may do what its users notice.
 *
 * @param waitForSessions such as {@code 30m}, 1 min to 24 h; absent if nothing waits for sessions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.waitForSessions) || (self.waitForSessions.matches('"
            + WholeDuration.SYNTAX
            + "')"
            + " && duration(self.waitForSessions) >= duration('1m')"
            + " && duration(self.waitForSessions) <= duration('24h'))",
    fieldPath = ".waitForSessions",
    message =
        "spec.disruption.waitForSessions must be a duration in hours, minutes and seconds, such as 30m"
            + " or 1h, from 1m to 24h")
public record Disruption(
    @Size(max = 16)
        @JsonPropertyDescription(
            "How long a change that cuts open sessions waits for them to end, from 1m to 24h. The"
                + " deletion of the environment does not wait. Default: nothing waits.")
        @Nullable String waitForSessions) {

  /** Nothing waits. */
  public static final Disruption NONE = new Disruption(null);

  /**
   * How long a change waits for sessions; empty if it does not.
   *
   * @throws IllegalArgumentException if it is not a duration, which the API server rejects
   */
  public Optional<Duration> sessionWait() {
    return Optional.ofNullable(waitForSessions).map(WholeDuration::parse);
  }
}
