package io.ssmenv.state;

import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.PlanGates.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether resolvers have dropped the former addresses of Systems Manager. An endpoint takes over
 * the DNS name of its service as soon as it is available, but resolvers keep previous addresses for
 * a while.
 */
public final class DnsPropagation {

  private DnsPropagation() {}

  /**
   * Open once the path that the spec asks for has been ready for so long.
   *
   * @param now by the clock of AWS, as the times of the path
   */
  public static Gate gate(PathHistory path, Instant now) {
    return path.ready()
        .map(ready -> gate(ready.plus(Timing.DNS_PROPAGATION), now))
        .orElse(new Gate(false, "the new path to be ready"));
  }

  /**
   * How long until it opens by itself; empty if it is open, or if the path is not ready.
   *
   * @param now by the clock of AWS
   */
  public static Optional<Duration> opensAfter(PathHistory path, Instant now) {
    return path.ready()
        .map(ready -> Duration.between(now, ready.plus(Timing.DNS_PROPAGATION)))
        .filter(Duration::isPositive);
  }

  private static Gate gate(Instant dropped, Instant now) {
    return now.isBefore(dropped)
        ? new Gate(
            false,
            "resolvers to drop the former addresses of Systems Manager, until "
                + StatusText.time(dropped))
        : Gate.OPEN;
  }
}
