package io.ssmenv.cloud;

import java.time.Duration;

/**
 * Pauses that double with each failure in a row, after some that are equal. No pause is zero: an
 * error that repeats without a pause uses up the request rate of the whole account.
 *
 * @param first the pause after the first failure
 * @param longest the limit
 * @param equal how many pauses are as long as the first, 1 or more
 */
public record ExponentialBackoff(Duration first, Duration longest, int equal) {

  private static final int MAX_DOUBLINGS = 20;

  /**
   * @throws IllegalArgumentException if the first pause is not positive, or longer than the
   *     longest, or if no pause is as long as the first
   */
  public ExponentialBackoff {
    if (!first.isPositive() || first.compareTo(longest) > 0 || equal < 1) {
      throw new IllegalArgumentException(
          "not a back-off: " + equal + " times " + first + ", to " + longest);
    }
  }

  /** Pauses that double from the first on. */
  public ExponentialBackoff(Duration first, Duration longest) {
    this(first, longest, 1);
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
    int doublings = Math.min(Math.max(0, failures - equal), MAX_DOUBLINGS);
    Duration pause = first.multipliedBy(1L << doublings);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
