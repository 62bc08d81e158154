package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.RefreshTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How often an account and region is read.
 *
 * @param interval the interval unless an environment asks for a shorter one
 * @param minInterval the shortest interval that an environment can ask for
 * @param refresh when awaited changes are looked for between polls
 * @param timers creates the timer of a region
 */
public record PollSettings(
    Duration interval, Duration minInterval, RefreshTiming refresh, Supplier<PollTimer> timers) {

  /** Settings for AWS. */
  public PollSettings(Duration interval, Duration minInterval, Supplier<PollTimer> timers) {
    this(interval, minInterval, RefreshTiming.OF_AWS, timers);
  }

  /** Returns settings with a thread for each region, in real time. */
  public static PollSettings every(Duration interval, Duration minInterval) {
    return new PollSettings(interval, minInterval, ThreadPollTimer::new);
  }

  /** A copy with another timing of looks between polls. */
  public PollSettings with(RefreshTiming other) {
    return new PollSettings(interval, minInterval, other, timers);
  }

  /** The nearest time at which all regions poll, so that they share the listings of IAM. */
  Instant nearestPoll(Instant now) {
    long millis = interval.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli() + millis / 2, millis) * millis);
  }
}
