package io.ssmenv.simulator.ssm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session, as far as the control plane is concerned. It has no data channel, so it ends after the
 * default idle timeout [D].
 *
 * @param owner the ARN of the principal that started it
 * @param terminated when it was terminated by a call
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

  /** Returns when it ended, if it has ended by a time. */
  Optional<Instant> endedBy(Instant now) {
    return terminated.or(
        () -> Optional.of(started.plus(IDLE_TIMEOUT)).filter(end -> !end.isAfter(now)));
  }

  /** {@code Connected} or {@code Terminated}. */
  String status(Instant now) {
    return endedBy(now).isPresent() ? "Terminated" : "Connected";
  }
}
