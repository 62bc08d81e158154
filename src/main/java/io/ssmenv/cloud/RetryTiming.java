package io.ssmenv.cloud;

import java.time.Duration;

/** How long the operator waits before it tries again what failed. */
public final class RetryTiming {

  /**
   * After an error that resolves by itself: EC2 knows everywhere what it has created after a second
   * or two [F].
   */
  public static final ExponentialBackoff TRANSIENT_BACKOFF =
      new ExponentialBackoff(Duration.ofSeconds(2), Duration.ofSeconds(20));

  /**
   * While something else is in the way: a dependency that is being deleted, an address that AWS
   * holds for up to ten seconds after its NAT gateway [C], an instance profile that EC2 does not
   * know for as long. Doubled pauses would add half of that.
   */
  public static final ExponentialBackoff CONFLICT_BACKOFF =
      new ExponentialBackoff(Duration.ofSeconds(4), Duration.ofSeconds(20), 4);

  /** After too many calls: twice the transient pause, because fewer calls help. */
  public static final ExponentialBackoff THROTTLED_BACKOFF =
      new ExponentialBackoff(Duration.ofSeconds(4), Duration.ofSeconds(20));

  /**
   * After a client token that belongs to a deleted resource. The next attempt has another token,
   * but that may be a dead one too, and EC2 refills only two calls of RunInstances a second.
   */
  public static final ExponentialBackoff STALE_TOKEN_BACKOFF =
      new ExponentialBackoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

  /** After an error that a user has to resolve: permission, quota, wrong image. */
  public static final ExponentialBackoff BLOCKING_BACKOFF =
      new ExponentialBackoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

  /** After a fault of the operator: most of them last until another version runs. */
  public static final ExponentialBackoff INTERNAL_ERROR_BACKOFF =
      new ExponentialBackoff(Duration.ofSeconds(5), Duration.ofMinutes(10));

  private RetryTiming() {}
}
