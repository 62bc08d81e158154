package io.ssmenv.simulator.document;

import java.time.Duration;
import java.util.Optional;

/**
 * The inputs of a session document.
 *
 * @param s3 where the log of a session is stored when it has ended
 * @param cloudWatch the log group to which it is sent
 * @param kmsKeyId the key that encrypts the data channel, in addition to TLS
 * @param runAs whether and as which user the shell runs
 * @param idleTimeout how long a session may be unused
 * @param maxDuration how long a session may last
 * @param linuxProfile what the shell executes first
 */
public record SessionPreferences(
    Optional<Bucket> s3,
    Optional<LogGroup> cloudWatch,
    Optional<String> kmsKeyId,
    Optional<RunAs> runAs,
    Duration idleTimeout,
    Optional<Duration> maxDuration,
    Optional<String> linuxProfile) {

  /** The preferences of an account that has set none [D]. */
  public static final SessionPreferences DEFAULT =
      new SessionPreferences(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMinutes(20),
          Optional.empty(),
          Optional.empty());

  /**
   * A bucket for logs.
   *
   * @param encryption whether a session fails if the bucket is not encrypted
   */
  public record Bucket(String name, String keyPrefix, boolean encryption) {}

  /**
   * A log group.
   *
   * @param encryption whether a session fails if the group is not encrypted
   * @param streaming whether the log is sent while the session lasts
   */
  public record LogGroup(String name, boolean encryption, boolean streaming) {}

  /** The default user; empty if the document names none. */
  public record RunAs(Optional<String> user) {}
}
