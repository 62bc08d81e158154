package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.status.ConditionType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that an environment becomes stalled, that the cause changes, and that the stall ends: one
 * line each. A new process goes on from what the status says, so a restart logs nothing.
 */
final class StallLog {

  private static final Logger log = LoggerFactory.getLogger(StallLog.class);

  /** The causes by UID, as last logged. */
  private final Map<String, Optional<String>> causes = new ConcurrentHashMap<>();

  /**
   * Compares the status of an environment with what was last logged.
   *
   * @param before the stored status, for which an earlier process has logged
   */
  void record(Owner owner, EnvironmentStatus before, EnvironmentStatus status) {
    Optional<String> cause = cause(status);
    Optional<String> logged =
        Optional.ofNullable(causes.put(owner.uid(), cause)).orElseGet(() -> cause(before));
    if (cause.equals(logged)) {
      return;
    }
    cause.ifPresentOrElse(
        why -> log.warn("{} is stalled: {}", owner, why),
        () -> log.info("{} is no longer stalled", owner));
  }

  private static Optional<String> cause(EnvironmentStatus status) {
    return status
        .condition(ConditionType.STALLED.wire())
        .filter(condition -> condition.status() == Condition.Status.TRUE)
        .map(condition -> condition.reason() + ": " + condition.message());
  }

  /** Drops an environment that no longer exists. */
  void forget(Owner owner) {
    causes.remove(owner.uid());
  }
}
