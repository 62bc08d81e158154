package io.ssmenv.cloud;

import java.time.Duration;
import java.util.List;

/** Every timing constant of sessions: of those of a person, and of the open ones that count. */
public final class SessionTiming {

  /**
   * How long the data channel of a session may take to open: a second is usual, and the
   * session-manager-plugin gives up after five attempts in a few seconds, but then waits forever.
   */
  public static final Duration DATA_CHANNEL_OPENS = Duration.ofSeconds(20);

  /** How long a shell may take to end after {@code exit}: agents wait two seconds for receipts. */
  public static final Duration SHELL_ENDS = Duration.ofSeconds(5);

  /**
   * Before a call that AWS has throttled is made again. SendCommand and StartSession refill several
   * calls a second, so that more than this means that something is wrong.
   */
  public static final List<Duration> THROTTLED_PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  /** How often the results of a command are read at first: a person watches. */
  public static final Duration COMMAND_POLL = Duration.ofSeconds(1);

  /** After this time nobody sees a second, and the rate of reads belongs to the whole account. */
  public static final Duration COMMAND_IS_LONG = Duration.ofMinutes(1);

  /** How often the results of a long command are read. */
  public static final Duration LONG_COMMAND_POLL = Duration.ofSeconds(5);

  /** How long a command waits for an instance: it is online, or the person looks. */
  public static final Duration COMMAND_DELIVERY = Duration.ofMinutes(1);

  /** An hour of AWS-RunShellScript, its delivery, and the lag with which AWS tells of its end. */
  public static final Duration COMMAND_ENDS = Duration.ofMinutes(63);

  /** How often the lane for sessions looks whether somebody waits for a reading. */
  public static final Duration TICK = Duration.ofSeconds(2);

  /** How often the sessions of a region are read while nothing waits: only people look at it. */
  public static final Duration INTERVAL = Duration.ofMinutes(2);

  /** The same while a change waits: a person who has ended a session looks at the result. */
  public static final Duration INTERVAL_AWAITED = Duration.ofSeconds(10);

  /** When a reading says nothing any more: several have failed since. */
  public static final Duration OUTDATED = INTERVAL.multipliedBy(3);

  /**
   * How often the log group, the bucket and the key of sessions are looked up while they are right:
   * four calls, and who deletes one of them knows what for.
   */
  public static final Duration TARGETS_INTERVAL = Duration.ofMinutes(30);

  /** The same while something is wrong with them: a person may be creating them just now. */
  public static final ExponentialBackoff TARGETS_RETRY =
      new ExponentialBackoff(Duration.ofSeconds(15), Duration.ofMinutes(10));

  private SessionTiming() {}
}
