package io.ssmenv.cloud;

import java.time.Duration;

/** Every timing constant of the engine, each with its why. Times are real time. */
public final class Timing {

  /**
   * The pace of the sweep unless the administrator says otherwise: drift is corrected in about a
   * minute.
   */
  public static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

  /**
   * The quickest pace of a sweep which an environment can ask for: some fifteen calls each time, of
   * 20 a second that refill.
   */
  public static final Duration MIN_POLL_INTERVAL = Duration.ofSeconds(5);

  /**
   * How soon what is in motion is looked at again. One call for each kind, shared by all
   * environments.
   */
  public static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

  /** Looking slows down to this while nothing changes: an instance may stay offline for days. */
  public static final Duration REFRESH_INTERVAL_MAX = Duration.ofSeconds(30);

  /**
   * Two listings at least this far apart prove that an earlier attempt, which nobody remembers,
   * created nothing. EC2 is eventually consistent; a resource that is listed later still is found
   * as a duplicate.
   */
  public static final Duration PROOF_OF_ABSENCE = Duration.ofSeconds(8);

  /**
   * How long our own write stands against reads that don't show it. AWS advises to allow up to five
   * minutes.
   */
  public static final Duration RECENT_WRITE_TTL = Duration.ofMinutes(5);

  /**
   * How long after a write a read that contradicts it may be a stale one, though an earlier read
   * agreed.
   */
  public static final Duration RECENT_WRITE_SETTLES = Duration.ofSeconds(10);

  /**
   * Resolvers keep the address of a service's name for up to a minute after private DNS changed.
   */
  public static final Duration DNS_PROPAGATION = Duration.ofSeconds(60);

  /** Facts that could not be resolved are asked for again after this. */
  public static final Duration FACTS_RETRY = Duration.ofSeconds(10);

  /** {@code lastPing} in the status is refreshed hourly, not with each heartbeat. */
  public static final Duration LAST_PING_REFRESH = Duration.ofHours(1);

  /**
   * First pause after a step which will pass by itself: a dependency that is going, a profile that
   * is too young.
   */
  public static final Duration TRANSIENT_BACKOFF = Duration.ofSeconds(1);

  public static final Duration TRANSIENT_BACKOFF_MAX = Duration.ofSeconds(20);

  /** First pause after a refusal that needs a person: permission, quota, a wrong image. */
  public static final Duration BLOCKING_BACKOFF = Duration.ofSeconds(5);

  public static final Duration BLOCKING_BACKOFF_MAX = Duration.ofMinutes(5);

  /**
   * This many launches of an instance follow each other at once, if each dies before it was ever
   * online.
   */
  public static final int LAUNCHES_WITHOUT_BACKOFF = 3;

  /** The next one waits this long, doubled each time. */
  public static final Duration LAUNCH_BACKOFF = Duration.ofMinutes(1);

  public static final Duration LAUNCH_BACKOFF_MAX = Duration.ofMinutes(30);

  /**
   * How long the end of the operator waits for the reads that are under way: they take less than a
   * second unless AWS is in trouble.
   */
  public static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(2);

  private Timing() {}
}
