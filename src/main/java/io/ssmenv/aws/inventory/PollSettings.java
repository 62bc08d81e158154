package io.ssmenv.aws.inventory;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How often an account and region is looked at.
 *
 * @param interval the pace unless an environment is more eager
 * @param minInterval the quickest pace that an environment can bring about
 * @param timers gives each region what it is looked at by
 */
public record PollSettings(Duration interval, Duration minInterval, Supplier<PollTimer> timers) {

  /** A pace by the clock on the wall, with a thread for each region. */
  public static PollSettings every(Duration interval, Duration minInterval) {
    return new PollSettings(interval, minInterval, ThreadPollTimer::new);
  }
}
