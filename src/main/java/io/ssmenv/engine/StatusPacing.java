package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.state.RecordedState;
import io.ssmenv.status.ConditionType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * When a new status is written: the progress of an environment that is not Ready at most once in
 * each {@link #INTERVAL}, everything else at once. What is held back is not lost: a later reconcile
 * starts from what is stored, and finds it again. Thread-safe.
 */
public final class StatusPacing {

  /**
   * How often the status shows the progress of an environment that is being built: as often as AWS
   * is read meanwhile ({@link io.ssmenv.cloud.Timing#REFRESH_INTERVAL}), and a person who watches
   * sees no more. It had been one write for each step.
   */
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  private final InstantSource clock;

  /** When the status was last written, by UID. */
  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  /**
   * @param clock never jumps
   */
  public StatusPacing(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Returns for how long a status is held back; empty if it has to be written now.
   *
   * @param stored the status that the API server has
   */
  public Optional<Duration> holdsBack(
      String uid, EnvironmentStatus stored, EnvironmentStatus status) {
    if (isUrgent(stored, status)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return Optional.ofNullable(written.get(uid))
        .map(last -> Duration.between(now, last.plus(INTERVAL)))
        .filter(Duration::isPositive);
  }

  /** Records that the status was written. */
  public void written(String uid) {
    written.put(uid, clock.instant());
  }

  /** Drops an environment that no longer exists. */
  public void forget(String uid) {
    written.remove(uid);
  }

  /** Whether somebody waits for it, or the engine does. */
  private static boolean isUrgent(EnvironmentStatus stored, EnvironmentStatus status) {
    return isReady(stored)
        || !conditions(stored).equals(conditions(status))
        || !stored.driftOrDefault().equals(status.driftOrDefault())
        || !RecordedState.of(stored).equals(RecordedState.of(status));
  }

  private static boolean isReady(EnvironmentStatus status) {
    return status
        .condition(ConditionType.READY.wire())
        .filter(ready -> ready.status() == Condition.Status.TRUE)
        .isPresent();
  }

  private static Map<String, Condition.Status> conditions(EnvironmentStatus status) {
    return status.conditions().stream()
        .collect(Collectors.toMap(Condition::type, Condition::status, (one, _) -> one));
  }
}
