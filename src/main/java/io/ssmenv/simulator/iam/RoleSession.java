package io.ssmenv.simulator.iam;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who has assumed a role, and the temporary credentials of that.
 *
 * @param credentials what the session's calls carry
 * @param accountId the role's
 * @param roleName the role's name
 * @param roleId the role's id; a later role of that name has another
 * @param roleArn the role's ARN
 * @param name the session's name
 * @param tags the role's when it was assumed, and over them the session's
 * @param policy what the session is confined to, if its opener wanted that
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
   * @param sessionToken has to come with each call
   * @param expires when they stop working
   */
  public record Credentials(
      String accessKeyId, String secretAccessKey, String sessionToken, Instant expires) {}

  public RoleSession {
    tags = Map.copyOf(tags);
  }

  /** Who the session's calls come from. */
  public Principal principal() {
    return new Principal(
        accountId,
        "arn:aws:sts::%s:assumed-role/%s/%s".formatted(accountId, roleName, name),
        roleArn,
        roleId + ":" + name,
        tags);
  }
}
