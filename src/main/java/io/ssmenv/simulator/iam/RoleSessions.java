package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Accounts;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.Ids;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.iam.RoleSession.Credentials;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of roles by access key. Expired sessions are kept so that their calls fail with the
 * right error.
 */
final class RoleSessions {
  private final Map<String, RoleSession> sessions = new ConcurrentHashMap<>();
  private final Accounts accounts;
  private final Ids ids;

  RoleSessions(Simulation simulation) {
    accounts = simulation.accounts();
    ids = simulation.ids();
  }

  RoleSession open(
      SimulatedRole role,
      String accountId,
      String name,
      Map<String, String> sessionTags,
      Optional<PolicyDocument> policy,
      Instant expires) {
    Map<String, String> tags = new LinkedHashMap<>(role.tags());
    tags.putAll(sessionTags);
    RoleSession session =
        new RoleSession(
            new Credentials(
                ids.iam("ASIA").substring(0, 20),
                (ids.iam("") + ids.iam("") + ids.iam("")).substring(0, 40),
                "simulated/" + ids.uuid() + ids.uuid(),
                expires),
            accountId,
            role.name(),
            role.identity().id(),
            role.identity().arn(),
            name,
            tags,
            policy);
    sessions.put(session.credentials().accessKeyId(), session);
    accounts.assign(session.credentials().accessKeyId(), accountId);
    return session;
  }

  Optional<RoleSession> find(String accessKeyId) {
    return Optional.ofNullable(sessions.get(accessKeyId));
  }

  /**
   * Checks that the credentials of a call belong together and have not expired.
   *
   * @throws AwsError the called service's own error if they are not valid
   */
  void check(String accessKeyId, Optional<String> token, ErrorDialect dialect, Instant now) {
    Optional<RoleSession> session = find(accessKeyId);
    boolean temporary = accessKeyId.startsWith("ASIA");
    if (temporary != session.isPresent()
        || !session.map(s -> s.credentials().sessionToken()).equals(token)) {
      throw dialect.invalidCredentials();
    }
    if (session.filter(s -> !s.credentials().expires().isAfter(now)).isPresent()) {
      throw dialect.expiredCredentials();
    }
  }
}
