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
 * line each. A new process logs what it finds once, because its log begins anew.
 */
final class StallLog {

  private static final Logger log = LoggerFactory.getLogger(StallLog.class);

  /** The causes by UID, as last logged. */
  private final Map<String, String> causes = new ConcurrentHashMap<>();

  /** Compares the status of an environment with what was last logged. */
  void record(Owner owner, EnvironmentStatus status) {
    Optional<String> cause =
        status
            .condition(ConditionType.STALLED.wire())
            .filter(condition -> condition.status() == Condition.Status.TRUE)
            .map(condition -> condition.reason() + ": " + condition.message());
    if (cause.isEmpty()) {
      if (causes.remove(owner.uid()) != null) {
        log.info("{} is no longer stalled", owner);
      }
    } else if (!cause.get().equals(causes.put(owner.uid(), cause.get()))) {
      log.warn("{} is stalled: {}", owner, cause.get());
    }
  }

  /** Drops an environment that no longer exists. */
  void forget(Owner owner) {
    causes.remove(owner.uid());
  }
}
