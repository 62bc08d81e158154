package io.ssmenv.aws.inventory;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How often an account and region is read.
 *
 * @param interval the interval unless an environment asks for a shorter one
 * @param minInterval the shortest interval that an environment can ask for
 * @param timers creates the timer of a region
 */
public record PollSettings(Duration interval, Duration minInterval, Supplier<PollTimer> timers) {

  /** Returns settings with a thread for each region, in real time. */
  public static PollSettings every(Duration interval, Duration minInterval) {
    return new PollSettings(interval, minInterval, ThreadPollTimer::new);
  }
}
