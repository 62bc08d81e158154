package io.ssmenv.simulator.ssm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session as the control plane knows it. Nobody types in it, so it ends by itself when it has
 * been idle for the default time [D].
 *
 * @param owner the ARN of who started it
 * @param terminated when somebody ended it
 */
record Session(
    String id,
    String target,
    String owner,
    Optional<String> reason,
    Instant started,
    Optional<Instant> terminated) {
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(20);

  Session terminatedAt(Instant at) {
    return new Session(id, target, owner, reason, started, Optional.of(at));
  }

  /** When it ended, if it has by a time. */
  Optional<Instant> endedBy(Instant now) {
    return terminated.or(
        () -> Optional.of(started.plus(IDLE_TIMEOUT)).filter(end -> !end.isAfter(now)));
  }

  /** {@code Connected} or {@code Terminated}. */
  String status(Instant now) {
    return endedBy(now).isPresent() ? "Terminated" : "Connected";
  }
}
