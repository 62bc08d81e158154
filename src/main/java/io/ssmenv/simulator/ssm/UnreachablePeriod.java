package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability.Hop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which an instance ran and new connections to Systems Manager did not get through.
 *
 * @param from its first moment, in simulated time
 * @param until its end; nothing if it lasts
 * @param hop where packets ended at first
 * @param reason a sentence that names the resources
 */
public record UnreachablePeriod(Instant from, Optional<Instant> until, Hop hop, String reason) {

  /** How long it lasted, or has lasted by now. */
  public Duration lasted(Instant now) {
    return Duration.between(from, until.orElse(now));
  }
}
