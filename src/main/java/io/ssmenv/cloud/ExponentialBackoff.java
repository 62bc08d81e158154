package io.ssmenv.cloud;

import java.time.Duration;

/**
 * Pauses that double with each failure in a row. No pause is zero: an error that repeats without a
 * pause uses up the request rate of the whole account.
 *
 * @param first the pause after the first failure
 * @param longest the limit
 */
public record ExponentialBackoff(Duration first, Duration longest) {

  private static final int MAX_DOUBLINGS = 20;

  /**
   * @throws IllegalArgumentException if the first pause is not positive, or longer than the longest
   */
  public ExponentialBackoff {
    if (!first.isPositive() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException("not a back-off: " + first + " to " + longest);
    }
  }

  /**
   * Returns the pause before the next attempt.
   *
   * @param failures in a row, 1 or more
   */
  public Duration after(int failures) {
    if (failures < 1) {
      throw new IllegalArgumentException("a pause after " + failures + " failures");
    }
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
