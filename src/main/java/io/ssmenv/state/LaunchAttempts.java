package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Observation.Tombstone;
import java.time.Instant;
import java.util.Optional;

/**
 * The failed launches of one instance.
 *
 * @param failed how many in a row
 * @param retryAt no launch before this time; empty while there is an instance, or without a pause
 * @param reason the id of the last terminated instance, and the reason that AWS gives
 * @param inputs a digest of what was launched; empty if no launch failed, or if an earlier version
 *     of the operator has recorded the failures
 * @param replaced the id of the instance that the operator has replaced, until the next one has
 *     been online
 */
public record LaunchAttempts(
    int failed,
    Optional<Instant> retryAt,
    String reason,
    Optional<String> inputs,
    Optional<String> replaced) {

  /** The pause has long reached its limit. */
  private static final int MAX_COUNTED = 1000;

  /** Enough for what EC2 says; a thousand instances can fail for the same reason. */
  private static final int MAX_REASON = 300;

  static final LaunchAttempts NONE =
      new LaunchAttempts(0, Optional.empty(), "", Optional.empty(), Optional.empty());

  /** Anybody with access to the status can edit it: no value exceeds what the operator writes. */
  static LaunchAttempts read(InstanceStatus before, Instant now) {
    InstanceStatus.Launches launches = before.launches();
    Instant latest = now.plus(Timing.LAUNCH_BACKOFF.longest());
    return launches == null
        ? NONE
        : new LaunchAttempts(
            Math.clamp(launches.failed(), 0, MAX_COUNTED),
            StatusText.parseTime(launches.retryAt())
                .map(retryAt -> retryAt.isAfter(latest) ? latest : retryAt),
            reason(Optional.ofNullable(launches.reason()).orElse("")),
            Optional.ofNullable(launches.inputs()).map(StatusText::stable),
            Optional.ofNullable(launches.replaced()).map(StatusText::stable));
  }

  /** Whether there is something to remember. */
  boolean isAny() {
    return failed > 0 || replaced.isPresent();
  }

  boolean isReplaced(String id) {
    return replaced.filter(id::equals).isPresent();
  }

  /**
   * The attempts to launch this. What failed says nothing about something else.
   *
   * @param current a digest; empty while it is not known what is to be launched
   */
  LaunchAttempts of(Optional<String> current) {
    if (current.isEmpty() || failed == 0) {
      return this;
    }
    return inputs.filter(other -> !current.get().equals(other)).isPresent()
        ? NONE.withReplaced(replaced)
        : new LaunchAttempts(failed, retryAt, reason, current, replaced);
  }

  /** The same with one more failure. */
  LaunchAttempts withFailure(Optional<String> current, Tombstone instance, Instant now) {
    int count = Math.min(failed + 1, MAX_COUNTED);
    return new LaunchAttempts(
        count,
        count < Timing.LAUNCHES_WITHOUT_BACKOFF
            ? Optional.empty()
            : Optional.of(
                now.plus(Timing.LAUNCH_BACKOFF.after(count - Timing.LAUNCHES_WITHOUT_BACKOFF + 1))),
        instance.id() + ": " + reason(instance.reason()),
        current.or(() -> inputs),
        replaced);
  }

  LaunchAttempts withReplaced(Optional<String> other) {
    return new LaunchAttempts(failed, retryAt, reason, inputs, other);
  }

  LaunchAttempts withoutRetryAt() {
    return new LaunchAttempts(failed, Optional.empty(), reason, inputs, replaced);
  }

  /** As the status records it. */
  InstanceStatus.Launches status() {
    return new InstanceStatus.Launches(
        failed,
        retryAt.map(StatusText::time).orElse(null),
        reason.isEmpty() ? null : reason,
        inputs.orElse(null),
        replaced.orElse(null));
  }

  private static String reason(String text) {
    return StatusText.limited(StatusText.stable(text), MAX_REASON);
  }
}
