package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.desired.AwsNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log group, bucket or key that environments may use for their sessions.
 *
 * @param arn its ARN, which can end with {@code *}
 */
public record SessionResource(String arn) implements Comparable<SessionResource> {

  private static final String ANY = "*";

  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws(-[a-z]+)*:(logs:[a-z0-9-]+:([0-9]{12}|[*]):log-group:[a-zA-Z0-9_/.#-]*[*]?"
              + "|s3:::[a-z0-9.-]*[*]?"
              + "|kms:[a-z0-9-]+:([0-9]{12}|[*]):((key|alias)/[a-zA-Z0-9/_-]*)?[*]?)");

  private static final Pattern ACCOUNT =
      Pattern.compile("(?<=^arn:[a-z-]{1,20}:(logs|kms):[a-z0-9-]{1,30}:)([0-9]{12}|[*])(?=:)");

  /**
   * @throws IllegalArgumentException if it is not the ARN of a log group, a bucket or a key
   */
  public SessionResource {
    if (!ARN.matcher(arn).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not the ARN of a log group, a bucket or a KMS key, such as arn:aws:logs:eu-west-1:111122223333:log-group:/ssm/* or arn:aws:s3:::example-sessions; only its end can be *"
              .formatted(arn));
    }
  }

  /**
   * Whether it allows a resource.
   *
   * @param other its ARN
   */
  boolean covers(String other) {
    String mine = inAccountOf(other);
    return mine.endsWith(ANY)
        ? other.startsWith(mine.substring(0, mine.length() - 1))
        : other.equals(mine);
  }

  /** Any account, if that is what it says, or if nobody knows yet which one it is. */
  private String inAccountOf(String other) {
    Matcher mine = ACCOUNT.matcher(arn);
    Matcher others = ACCOUNT.matcher(other);
    return mine.find() && others.find() && (mine.group().equals(ANY) || others.group().equals(ANY))
        ? mine.replaceFirst(others.group())
        : arn;
  }

  /**
   * The ARNs of what a spec names, by the field.
   *
   * @param confirmed the account of the log group, and of a key that is named without one; empty
   *     before it is confirmed, and then any could be it
   */
  static Map<String, String> namedBy(EnvironmentSpec spec, String confirmed) {
    String account = confirmed.isEmpty() ? ANY : confirmed;
    SessionSettings sessions = spec.sessionSettings().orElse(SessionSettings.NONE);
    String aws = "arn:" + AwsNames.partition(spec.region());
    Map<String, String> arns = new LinkedHashMap<>();
    sessions
        .logOrDefault()
        .group()
        .ifPresent(group ->
            arns.put(
                "spec.sessions.log.cloudWatchGroup",
                aws + ":logs:" + spec.region() + ":" + account + ":log-group:" + group));
    sessions
        .logOrDefault()
        .bucket()
        .ifPresent(bucket -> arns.put("spec.sessions.log.s3Bucket", aws + ":s3:::" + bucket));
    sessions
        .key()
        .ifPresent(key ->
            arns.put(
                "spec.sessions.kmsKeyId",
                key.startsWith("arn:")
                    ? key
                    : aws
                        + ":kms:"
                        + spec.region()
                        + ":"
                        + account
                        + ":"
                        + (key.contains("/") ? key : "key/" + key)));
    return arns;
  }

  @Override
  public int compareTo(SessionResource other) {
    return arn.compareTo(other.arn);
  }

  @Override
  public String toString() {
    return arn;
  }
}
