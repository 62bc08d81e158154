package io.ssmenv.cloud;

import java.time.Duration;

/** The timing constants of lookups, with their reasons. Times are real time. */
public final class FactTiming {

  /**
   * The pause before a failed lookup is repeated, and how long an answer is for all environments
   * that need the same value.
   */
  public static final Duration RETRY = Duration.ofSeconds(10);

  /**
   * How long a failed lookup is the answer for all environments that need the same value: longer
   * each time, so that what many of them miss for hours costs a call a minute.
   */
  public static final ExponentialBackoff SHARED_RETRY =
      new ExponentialBackoff(RETRY, Duration.ofMinutes(1));

  private FactTiming() {}
}
