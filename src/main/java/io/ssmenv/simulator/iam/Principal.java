package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import java.util.Map;
import java.util.Optional;

/**
 * A caller: the IAM user of an access key, or a session of a role.
 *
 * @param accountId the account of the user or the role
 * @param arn the ARN of the user or the session
 * @param identityArn the ARN of the user or the role, the condition key {@code aws:PrincipalArn}
 * @param userId {@code AIDA…}, or the role's id and the session's name
 * @param tags the tags of the user, or of the role and the session
 */
public record Principal(
    String accountId, String arn, String identityArn, String userId, Map<String, String> tags) {

  private static final String USER = ":user/";

  public Principal {
    tags = Map.copyOf(tags);
  }

  static Principal user(String accountId, String accessKeyId, Map<String, String> tags) {
    String arn = "arn:aws:iam::%s:user/%s".formatted(accountId, accessKeyId);
    return new Principal(accountId, arn, arn, "AIDA" + accessKeyId, tags);
  }

  /** Returns the name of the user; empty for a session of a role, which has none [D]. */
  public Optional<String> userName() {
    int name = arn.indexOf(USER);
    return name < 0 ? Optional.empty() : Optional.of(arn.substring(name + USER.length()));
  }

  /** Adds the condition keys of this principal to an access. */
  Access withPrincipalKeys(Access access) {
    return access
        .withPrincipalTags(tags)
        .with("aws:username", userName().stream().toArray(String[]::new))
        .with("aws:PrincipalArn", identityArn)
        .with("aws:PrincipalAccount", accountId)
        .with("aws:userid", userId);
  }
}
