package io.ssmenv.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The two clocks of the operator. A pause is measured with the monotonic one, so that setting the
 * clock of the machine neither ends it nor makes it longer.
 *
 * @param wall the time in the status, in events and in logs; it may jump
 * @param monotonic never jumps; its times have no meaning outside of the process
 */
public record OperatorClock(InstantSource wall, InstantSource monotonic) {

  /** Returns the clocks of this machine. */
  public static OperatorClock system() {
    InstantSource wall = InstantSource.system();
    Instant started = wall.instant();
    long startedNanos = System.nanoTime();
    return new OperatorClock(wall, () -> started.plusNanos(System.nanoTime() - startedNanos));
  }

  /** Returns clocks that are the same one, which never jumps. */
  public static OperatorClock of(InstantSource clock) {
    return new OperatorClock(clock, clock);
  }

  /**
   * Returns what the wall clock shows, or showed, at a monotonic time. Less than a second between
   * the clocks is no jump, and is left out: the same time has to give the same text in each status.
   */
  public Instant toWall(Instant monotonicTime) {
    return monotonicTime.plusSeconds(
        Duration.between(monotonic.instant(), wall.instant()).toMillis() / 1000);
  }

  /**
   * Returns what the wall clock will show at a monotonic time, to the nanosecond: for the time of
   * the next reconcile, which must not come before what it waits for.
   */
  public Instant deadline(Instant monotonicTime) {
    return monotonicTime.plus(Duration.between(monotonic.instant(), wall.instant()));
  }
}
