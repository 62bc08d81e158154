package io.ssmenv.simulator.iam;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A session of an assumed role, with its temporary credentials.
 *
 * @param credentials the credentials of the session's calls
 * @param accountId the role's account
 * @param roleName the role's name
 * @param roleId the role's id; a later role with the same name has a different id
 * @param roleArn the role's ARN
 * @param name the session's name
 * @param tags the role's tags when it was assumed, overridden by the session tags
 * @param policy the session policy, if there is one
 */
public record RoleSession(
    Credentials credentials,
    String accountId,
    String roleName,
    String roleId,
    String roleArn,
    String name,
    Map<String, String> tags,
    Optional<PolicyDocument> policy) {

  /**
   * Temporary credentials.
   *
   * @param accessKeyId {@code ASIA…}
   * @param secretAccessKey 40 characters
   * @param sessionToken required in each call
   * @param expires when they expire
   */
  public record Credentials(
      String accessKeyId, String secretAccessKey, String sessionToken, Instant expires) {}

  public RoleSession {
    tags = Map.copyOf(tags);
  }

  /** Returns the principal of the session. */
  public Principal principal() {
    return new Principal(
        accountId,
        "arn:aws:sts::%s:assumed-role/%s/%s".formatted(accountId, roleName, name),
        roleArn,
        roleId + ":" + name,
        tags);
  }
}
