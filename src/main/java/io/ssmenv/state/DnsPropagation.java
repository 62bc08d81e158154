package io.ssmenv.state;

import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.PlanGates.Gate;
import java.time.Instant;

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

  private static Gate gate(Instant dropped, Instant now) {
    return now.isBefore(dropped)
        ? new Gate(
            false,
            "resolvers to drop the former addresses of Systems Manager, until "
                + StatusText.time(dropped))
        : Gate.OPEN;
  }
}
