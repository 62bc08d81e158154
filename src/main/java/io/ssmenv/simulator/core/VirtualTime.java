package io.ssmenv.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until somebody moves it, so that an hour of AWS takes as long as its
 * calls do. It begins with the year 2026.
 *
 * <p>With {@link SimulatorOptions#inVirtualTime} a simulated AWS is wholly virtual. What is due by
 * the moment of a call happens before that call, in its order and each at its own time, however far
 * the clock was moved.
 */
public final class VirtualTime implements InstantSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Lets time pass; not less than none. */
  public synchronized void pass(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not go back, by " + duration);
    }
    now = now.plus(duration);
  }

  /** Moves to an instant; stays if that is over. */
  public synchronized void passUntil(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
  }
}
