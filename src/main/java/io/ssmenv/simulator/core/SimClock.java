package io.ssmenv.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The simulated clock. It starts at the real time and runs faster by a factor.
 *
 * <p>The simulator uses simulated time internally, so a NAT gateway takes its 100 AWS seconds.
 * Times on the wire are converted to real time ({@link #toReal}), because clients compare AWS's
 * times, such as the last ping, with their own clocks.
 */
public final class SimClock implements InstantSource {
  private final InstantSource real;
  private final Instant start;
  private final double speed;

  /**
   * Creates a clock that starts now.
   *
   * @param real the real time
   * @param speed simulated seconds per real second, more than 0
   */
  public SimClock(InstantSource real, double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed must be more than 0, but is " + speed);
    }
    this.real = real;
    this.start = real.instant();
    this.speed = speed;
  }

  /** Returns the current simulated time. */
  @Override
  public Instant instant() {
    return start.plus(scaled(Duration.between(start, real.instant()), speed));
  }

  /**
   * Returns the real instant for a simulated one. Instants before the start, such as the
   * publication of an image, are real already.
   */
  public Instant toReal(Instant simulated) {
    if (simulated.isBefore(start)) {
      return simulated;
    }
    return start.plus(scaled(Duration.between(start, simulated), 1 / speed));
  }

  /** Returns the real duration of a simulated one. */
  public Duration toReal(Duration simulated) {
    return scaled(simulated, 1 / speed);
  }

  /** Returns the simulated time that passes in a real duration. */
  public Duration toSimulated(Duration real) {
    return scaled(real, speed);
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }
}
