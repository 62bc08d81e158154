package io.ssmenv.simulator.sts;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.iam.PolicyDocument;
import io.ssmenv.simulator.iam.PolicyDocument.MalformedPolicyException;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.iam.RoleSession;
import io.ssmenv.simulator.iam.SimulatedRole;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a request for a role session, within the limits of STS's service model [M].
 *
 * @param roleArn the role
 * @param name the session name, 2 to 64 characters
 * @param externalId the external id, 2 to 1,224 characters
 * @param seconds the duration, 900 to 43,200
 * @param policy the session policy, at most 2,048 characters
 * @param tags the session tags, at most 50
 */
record SessionRequest(
    String roleArn,
    String name,
    Optional<String> externalId,
    Optional<Integer> seconds,
    Optional<PolicyDocument> policy,
    Map<String, String> tags) {

  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
  private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");
  private static final int MAX_POLICY = 2048;
  private static final int MAX_TAGS = 50;

  static SessionRequest of(Params params) {
    String roleArn = params.required("RoleArn");
    if (Principals.accountOf(roleArn).isEmpty()) {
      throw ErrorWords.error("validation-error-role-arn", roleArn);
    }
    String name = params.required("RoleSessionName");
    check("roleSessionName", name, NAME);
    Optional<String> externalId = params.text("ExternalId");
    externalId.ifPresent(id -> check("externalId", id, EXTERNAL_ID));
    Optional<Integer> seconds = params.integer("DurationSeconds");
    seconds
        .filter(s -> s < 900)
        .ifPresent(s -> {
          throw constraintViolation("durationSeconds", s, "value greater than or equal to 900");
        });
    seconds
        .filter(s -> s > 43_200)
        .ifPresent(s -> {
          throw constraintViolation("durationSeconds", s, "value less than or equal to 43200");
        });
    return new SessionRequest(
        roleArn,
        name,
        externalId,
        seconds,
        params.text("Policy").map(SessionRequest::policy),
        tags(params));
  }

  private static PolicyDocument policy(String text) {
    if (text.length() > MAX_POLICY) {
      throw constraintViolation("policy", text, "length less than or equal to " + MAX_POLICY);
    }
    try {
      return PolicyDocument.parse(text, Use.PERMISSIONS);
    } catch (MalformedPolicyException e) {
      throw ErrorWords.error("malformed-policy-document-problem", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> tags(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    Set<String> keys = new HashSet<>();
    for (Params tag : params.structs("Tags")) {
      String key = tag.required("Key");
      String value = tag.text("Value").orElse("");
      check("tags", key, TAG_KEY);
      check("tags", value, TAG_VALUE);
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw ErrorWords.error("validation-error-session-tag", key);
      }
      if (!keys.add(key.toLowerCase(Locale.ROOT))) {
        throw ErrorWords.error("invalid-parameter-value-session-request");
      }
      tags.put(key, value);
    }
    if (tags.size() > MAX_TAGS) {
      throw constraintViolation("tags", tags.keySet(), "length less than or equal to " + MAX_TAGS);
    }
    return tags;
  }

  /** Returns the duration of the session; the default is an hour. */
  Duration duration(SimulatedRole role) {
    Duration requested = Duration.ofSeconds(seconds.orElse(3600));
    if (requested.toSeconds() > role.maxSessionSeconds()) {
      throw ErrorWords.error("validation-error-duration");
    }
    return requested;
  }

  /** Renders the response for a session. */
  Struct response(RoleSession session) {
    RoleSession.Credentials credentials = session.credentials();
    Struct answer =
        Struct.empty()
            .with(
                "Credentials",
                Struct.empty()
                    .with("AccessKeyId", credentials.accessKeyId())
                    .with("SecretAccessKey", credentials.secretAccessKey())
                    .with("SessionToken", credentials.sessionToken())
                    .with("Expiration", credentials.expires()))
            .with(
                "AssumedRoleUser",
                Struct.empty()
                    .with("AssumedRoleId", session.principal().userId())
                    .with("Arn", session.principal().arn()));
    return packedPercent() == 0 ? answer : answer.with("PackedPolicySize", packedPercent());
  }

  /** Returns the used percentage of STS's packed size; AWS does not document the packing [C]. */
  private int packedPercent() {
    int size =
        policy.map(document -> document.text().length()).orElse(0)
            + tags.entrySet().stream()
                .mapToInt(tag -> tag.getKey().length() + tag.getValue().length())
                .sum();
    return Math.min(100, (size * 100 + MAX_POLICY - 1) / MAX_POLICY);
  }

  private static void check(String member, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw constraintViolation(member, value, "pattern " + pattern);
    }
  }

  private static AwsError constraintViolation(String member, Object value, String constraint) {
    return ErrorWords.error("validation-error-session", value, member, constraint);
  }
}
