package io.ssmenv.cloud;

import java.time.Duration;

/** Every timing constant about open sessions, with its reason. */
public final class SessionTiming {

  /** How often the lane for sessions looks whether somebody waits for a reading. */
  public static final Duration TICK = Duration.ofSeconds(2);

  /** How often the sessions of a region are read while nothing waits: as AWS is polled. */
  public static final Duration INTERVAL = Duration.ofMinutes(1);

  /** The same while a change waits: a person who has ended a session looks at the result. */
  public static final Duration INTERVAL_AWAITED = Duration.ofSeconds(10);

  /** When a reading says nothing any more: several have failed since. */
  public static final Duration OUTDATED = INTERVAL.multipliedBy(5);

  private SessionTiming() {}
}
