package io.ssmenv.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until a test advances it, so an hour of AWS takes no longer than its
 * calls. It starts at the beginning of 2026 unless a test needs another time.
 *
 * <p>With {@link SimulatorOptions#inVirtualTime} a simulated AWS runs entirely in virtual time. All
 * events that are due run before the next call, in order and each at its own time, no matter how
 * far the clock was advanced.
 */
public final class VirtualTime implements InstantSource {
  private Instant now;

  public VirtualTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Starts at another time. */
  public VirtualTime(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Advances the clock; the duration must not be negative. */
  public synchronized void pass(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time cannot go back, by " + duration);
    }
    now = now.plus(duration);
  }

  /** Advances the clock to an instant; does nothing if the instant has passed. */
  public synchronized void passUntil(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
  }
}
