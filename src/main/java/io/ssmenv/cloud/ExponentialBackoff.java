package io.ssmenv.cloud;

import java.time.Duration;

/**
 * Pauses that double with each failure in a row.
 *
 * @param first the pause after the first failure
 * @param longest the limit
 */
public record ExponentialBackoff(Duration first, Duration longest) {

  private static final int MAX_DOUBLINGS = 20;

  /**
   * Returns the pause before the next attempt.
   *
   * @param failures in a row, 1 or more
   */
  public Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
