package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.document.SessionPreferences;
import io.ssmenv.simulator.document.SessionPreferences.Bucket;
import io.ssmenv.simulator.document.SessionPreferences.LogGroup;
import io.ssmenv.simulator.document.SessionPreferences.RunAs;
import io.ssmenv.simulator.logs.Logs;
import io.ssmenv.simulator.network.Reachability;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the agent of an instance does with the preferences of a session: its checks before the shell
 * starts, and its writes to the logs. As in the agent's own code [C], a session does not start if
 * it cannot be encrypted or if the encryption of its logs cannot be validated; a log that cannot be
 * written is only missing.
 */
record SessionAgent(
    AgentFleet fleet,
    SessionServices services,
    String accountId,
    String region,
    String instanceId,
    SessionPreferences preferences) {
  private static final String NO_DATA_KEY =
      "Encountered error while initiating handshake. Fetching data key failed: Unable to retrieve "
          + "data key, Error when decrypting data key ";
  private static final String NO_COMMAND = "Unable to start command: ";

  /** The users of Amazon Linux that can have a shell [D]; the agent creates {@code ssm-user}. */
  private static final Set<String> USERS = Set.of("root", "ec2-user", "ssm-user");

  /** Returns why the session does not start, as its client shows it; empty if it starts. */
  Optional<String> failure() {
    return preferences
        .kmsKeyId()
        .flatMap(this::keyFailure)
        .or(() -> preferences.cloudWatch().flatMap(this::groupFailure))
        .or(() -> preferences.s3().flatMap(this::bucketFailure))
        .or(() -> preferences.runAs().flatMap(SessionAgent::userFailure));
  }

  private Optional<String> keyFailure(String keyId) {
    Optional<String> arn = services.kms().arnOf(accountId, region, keyId);
    if (arn.isEmpty()) {
      return Optional.of(
          NO_DATA_KEY + "NotFoundException: Key '%s' does not exist".formatted(keyId));
    }
    if (services.kms().usable(accountId, region, keyId).isEmpty()) {
      return Optional.of(NO_DATA_KEY + "DisabledException: %s is disabled.".formatted(arn.get()));
    }
    return error("kms", services.kms().use(accountId, region, "kms:Decrypt", arn.get()))
        .map(NO_DATA_KEY::concat);
  }

  private Optional<String> groupFailure(LogGroup group) {
    return group.encryption()
            && !(findsLogGroups() && services.logs().isEncrypted(accountId, region, group.name()))
        ? Optional.of(
            "We couldn't start the session because encryption is not set up on the selected "
                + "CloudWatch Logs log group. Either encrypt the log group or choose an option to "
                + "enable logging without encryption.")
        : Optional.empty();
  }

  /** The agent looks up its group in the list of all groups. */
  private boolean findsLogGroups() {
    return error(
            "logs",
            Access.to("logs:DescribeLogGroups", Logs.arn(accountId, region, ":log-stream:")))
        .isEmpty();
  }

  /** A bucket is always encrypted, so only the validation can fail. */
  private Optional<String> bucketFailure(Bucket bucket) {
    return Optional.of(bucket)
        .filter(Bucket::encryption)
        .flatMap(_ ->
            bucketError(
                bucket,
                Access.to("s3:GetEncryptionConfiguration", "arn:aws:s3:::" + bucket.name())))
        .map(
            "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: "
                ::concat);
  }

  private Optional<String> bucketError(Bucket bucket, Access access) {
    return error("s3", access)
        .or(() ->
            services.s3().regionOf(bucket.name(), accountId).isPresent()
                ? Optional.empty()
                : Optional.of(
                    services.s3().exists(bucket.name())
                        ? "AccessDenied: Access Denied"
                        : "NoSuchBucket: The specified bucket does not exist"));
  }

  private static Optional<String> userFailure(RunAs runAs) {
    return runAs
        .user()
        .map(user ->
            USERS.contains(user)
                ? Optional.<String>empty()
                : Optional.of(
                    NO_COMMAND
                        + "failed to start pty since RunAs user %s does not exist".formatted(user)))
        .orElseGet(() -> Optional.of(NO_COMMAND + "please set the RunAs default user"));
  }

  /** Returns why a call of the agent fails: it cannot reach the service, or its role denies it. */
  private Optional<String> error(String service, Access access) {
    return switch (fleet.serviceReachability(instanceId, service)) {
      case Reachability.Broken _ ->
          Optional.of(
              "RequestError: send request failed caused by: Post \"https://%s.%s.amazonaws.com/\": dial tcp: i/o timeout"
                  .formatted(service, region));
      case Reachability.Reachable _ ->
          fleet.denialReason(instanceId, service, access).map("AccessDeniedException: "::concat);
    };
  }

  /** Writes a part of the log to the log group, in a stream that has the id of the session. */
  void sendToLogGroup(LogGroup group, String sessionId, String message, Instant now) {
    String stream = Logs.arn(accountId, region, group.name()) + ":log-stream:" + sessionId;
    boolean possible =
        findsLogGroups()
            && services.logs().exists(accountId, region, group.name())
            && List.of("logs:CreateLogStream", "logs:PutLogEvents").stream()
                .allMatch(action -> error("logs", Access.to(action, stream)).isEmpty());
    if (possible) {
      services.logs().put(accountId, region, group.name(), sessionId, message, now);
    }
  }

  /** Stores the log in the bucket. */
  void storeInBucket(Bucket bucket, String sessionId, String log, Instant now) {
    String prefix = bucket.keyPrefix().replaceFirst("/+$", "");
    String key = (prefix.isEmpty() ? "" : prefix + "/") + sessionId + ".log";
    Access put = Access.to("s3:PutObject", "arn:aws:s3:::%s/%s".formatted(bucket.name(), key));
    boolean encrypts =
        services
            .s3()
            .keyOf(bucket.name(), accountId)
            .map(arn ->
                fleet
                    .denialReason(
                        instanceId,
                        "s3",
                        services.kms().use(accountId, region, "kms:GenerateDataKey", arn))
                    .isEmpty())
            .orElse(true);
    if (bucketError(bucket, put).isEmpty() && encrypts) {
      services.s3().put(bucket.name(), key, log, now);
    }
  }
}
