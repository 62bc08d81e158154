package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The preferences of the sessions on the instances: a session document of the environment's own.
 *
 * @param log where the output of sessions is logged; nowhere if absent
 * @param kmsKeyId the id, alias or ARN of the key with which sessions are encrypted; only TLS if
 *     absent
 * @param runAs the user of sessions on Linux; {@code ssm-user} if absent
 * @param idleTimeout 1 min to 1 h; that of AWS, 20 min, if absent
 * @param maxDuration 1 min to 24 h; no limit if absent
 * @param shellProfile commands that a session begins with; none if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.kmsKeyId) || self.kmsKeyId.matches('" + SessionSettings.KEY + "')",
    fieldPath = ".kmsKeyId",
    message =
        "spec.sessions.kmsKeyId must be the id, the alias or the ARN of a KMS key, such as"
            + " 1234abcd-12ab-34cd-56ef-1234567890ab, alias/sessions or"
            + " arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
@ValidationRule(
    value = "!has(self.runAs) || self.runAs.matches('" + SessionSettings.USER + "')",
    fieldPath = ".runAs",
    message =
        "spec.sessions.runAs must be the name of a user of the instances, such as operator: letters,"
            + " digits, _, . and -, beginning with a letter or _, at most 32 characters")
@ValidationRule(
    value = "!has(self.runAs) || self.runAs != 'root'",
    fieldPath = ".runAs",
    message =
        "spec.sessions.runAs must not be root: Session Manager does not run sessions as root; name"
            + " another user")
@ValidationRule(
    value =
        "!has(self.idleTimeout) || (self.idleTimeout.matches('"
            + SessionSettings.WHOLE_MINUTES
            + "')"
            + " && duration(self.idleTimeout) >= duration('1m')"
            + " && duration(self.idleTimeout) <= duration('60m'))",
    fieldPath = ".idleTimeout",
    message =
        "spec.sessions.idleTimeout must be a duration in whole minutes, such as 20m, from 1m to 60m")
@ValidationRule(
    value =
        "!has(self.maxDuration) || (self.maxDuration.matches('"
            + SessionSettings.WHOLE_MINUTES
            + "')"
            + " && duration(self.maxDuration) >= duration('1m')"
            + " && duration(self.maxDuration) <= duration('24h'))",
    fieldPath = ".maxDuration",
    message =
        "spec.sessions.maxDuration must be a duration in whole hours and minutes, such as 8h or 90m,"
            + " from 1m to 24h")
public record SessionSettings(
    @JsonPropertyDescription(
            "Where AWS logs what is typed and printed in sessions, except for port forwarding and SSH."
                + " The administrator must allow the log group and the bucket. Default: nowhere.")
        @Nullable SessionLog log,
    @Size(max = 2048)
        @JsonPropertyDescription(
            "The id, alias or ARN of the KMS key with which the data of sessions is encrypted besides"
                + " TLS. The administrator must allow it, and who connects needs kms:GenerateDataKey"
                + " for it. Default: no key.")
        @Nullable String kmsKeyId,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The user of sessions on Linux instances, who must exist on them. Default: ssm-user, which"
                + " the agent creates.")
        @Nullable String runAs,
    @Size(max = 8)
        @JsonPropertyDescription(
            "After how long without input a session ends, from 1m to 60m. Default: 20m, as AWS has it.")
        @Nullable String idleTimeout,
    @Size(max = 8)
        @JsonPropertyDescription(
            "How long a session lasts at most, from 1m to 24h. Default: no limit.")
        @Nullable String maxDuration,
    @JsonPropertyDescription("Commands with which each shell begins. Default: none.")
        @Nullable ShellProfile shellProfile) {

  /** No preferences: the environment has no session document. */
  public static final SessionSettings NONE =
      new SessionSettings(null, null, null, null, null, null);

  /** A key id, an alias, or the ARN of either, for Java and for RE2. */
  public static final String KEY =
      "^(arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:)?"
          + "(alias/[a-zA-Z0-9/_-]{1,250}|key/(mrk-)?[0-9a-f-]{32,36})$"
          + "|^(mrk-)?[0-9a-f-]{32,36}$";

  /** A user name that every Linux distribution accepts. */
  public static final String USER = "^[a-zA-Z_][a-zA-Z0-9_.-]{0,31}$";

  /** Part of {@link WholeDuration#SYNTAX}: AWS takes the limits in minutes. */
  static final String WHOLE_MINUTES = "^([0-9]{1,2}h([0-9]{1,4}m)?|[0-9]{1,4}m)$";

  /** Where sessions are logged; nowhere by default. */
  public SessionLog logOrDefault() {
    return log == null ? SessionLog.NONE : log;
  }

  /** The key of the data of sessions, if there is one. */
  public Optional<String> key() {
    return Optional.ofNullable(kmsKeyId);
  }

  /** The user of sessions on Linux, if it is set. */
  public Optional<String> user() {
    return Optional.ofNullable(runAs);
  }

  /**
   * After how long without input a session ends, if it is set.
   *
   * @throws IllegalArgumentException if it is not a duration, which the API server rejects
   */
  public Optional<Duration> idleLimit() {
    return Optional.ofNullable(idleTimeout).map(WholeDuration::parse);
  }

  /**
   * How long a session lasts at most, if it is limited.
   *
   * @throws IllegalArgumentException if it is not a duration, which the API server rejects
   */
  public Optional<Duration> durationLimit() {
    return Optional.ofNullable(maxDuration).map(WholeDuration::parse);
  }

  /** The commands with which each shell begins; none by default. */
  public ShellProfile shellProfileOrDefault() {
    return shellProfile == null ? ShellProfile.NONE : shellProfile;
  }
}
