package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability.Hop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A period in which an instance ran and new connections could not reach Systems Manager.
 *
 * @param from its start in simulated time
 * @param until its end; empty if it has not ended
 * @param hop where packets were dropped at the start
 * @param reason a message that names the resources
 */
public record UnreachablePeriod(Instant from, Optional<Instant> until, Hop hop, String reason) {

  /** Returns how long it lasted, or has lasted so far. */
  public Duration lasted(Instant now) {
    return Duration.between(from, until.orElse(now));
  }
}
