package io.ssmenv.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The simulated time: it starts at the real time and runs faster by a factor.
 *
 * <p>Everything inside the simulator is in simulated time, so a NAT gateway takes its 100 AWS
 * seconds. What is told on the wire is mapped back to real time ({@link #toReal}), because a client
 * compares AWS's times, such as a last ping, with its own clock.
 */
public final class SimClock implements InstantSource {
  private final InstantSource real;
  private final Instant start;
  private final double speed;

  /**
   * A clock that starts now.
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

  /** The simulated now. */
  @Override
  public Instant instant() {
    return start.plus(scaled(Duration.between(start, real.instant()), speed));
  }

  /**
   * The real instant at which the simulated clock shows this one. What happened before the start,
   * such as an image's publication, happened in real time.
   */
  public Instant toReal(Instant simulated) {
    if (simulated.isBefore(start)) {
      return simulated;
    }
    return start.plus(scaled(Duration.between(start, simulated), 1 / speed));
  }

  /** How long a simulated duration takes in reality. */
  public Duration toReal(Duration simulated) {
    return scaled(simulated, 1 / speed);
  }

  /** How much simulated time passes in a real duration. */
  public Duration toSimulated(Duration real) {
    return scaled(real, speed);
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }
}
