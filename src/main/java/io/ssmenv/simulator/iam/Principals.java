package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies callers and evaluates their permissions. An access key represents an IAM user that may
 * do everything, unless {@link CallerPolicies} restricts it; a session may do what the policies of
 * its role allow.
 */
public final class Principals {
  private static final Pattern ROLE_ARN =
      Pattern.compile("arn:aws:iam::(\\d{12}):role/(?:[!-~]+/)?([\\w+=,.@-]{1,64})");

  /**
   * A required access that is denied.
   *
   * @param access the required access
   * @param explicit whether a policy denies it explicitly
   */
  public record Denied(Access access, boolean explicit) {}

  private final RegionalState<IamState> states;
  private final CallerPolicies callers;
  private final RoleSessions sessions;

  Principals(Simulation simulation, RegionalState<IamState> states, CallerPolicies callers) {
    this.states = states;
    this.callers = callers;
    this.sessions = new RoleSessions(simulation);
  }

  /**
   * Checks that the credentials of a call belong together and have not expired.
   *
   * @param token the session token of the call
   * @throws AwsError the called service's own error if they are not valid
   */
  public void check(String accessKeyId, Optional<String> token, ErrorDialect dialect, Instant now) {
    sessions.check(accessKeyId, token, dialect, now);
  }

  /** Returns the caller. */
  public Principal of(Call call) {
    return session(call)
        .map(RoleSession::principal)
        .orElseGet(() ->
            Principal.user(call.accountId(), call.accessKeyId(), callers.tags(call.accessKeyId())));
  }

  /** Returns the session of the caller, unless it is a user. */
  public Optional<RoleSession> session(Call call) {
    return sessions.find(call.accessKeyId());
  }

  /** Returns whether permissions have to be checked for the caller. */
  public boolean isRestricted(Call call) {
    return session(call).isPresent() || callers.isRestricted(call.accessKeyId());
  }

  /** Returns the first required access that the caller is denied. */
  public Optional<Denied> firstDenied(Call call, List<Access> needed) {
    for (Access access : needed) {
      Decision decision = decide(call, access);
      if (decision != Decision.ALLOW) {
        return Optional.of(new Denied(access, decision == Decision.EXPLICIT_DENY));
      }
    }
    return Optional.empty();
  }

  /** Evaluates the caller's own policies; an unrestricted user is allowed everything. */
  private Decision decide(Call call, Access access) {
    Access keyed = of(call).withPrincipalKeys(access);
    return session(call)
        .map(session -> decide(session, keyed))
        .orElseGet(() -> callers.decide(call.accessKeyId(), keyed));
  }

  private Decision decide(RoleSession session, Access access) {
    IamState state = states.of(session.accountId(), RegionalState.GLOBAL);
    Decision role =
        state
            .roles()
            .get(Identity.key(session.roleName()))
            .filter(present -> present.identity().id().equals(session.roleId()))
            .map(present -> RolePermissions.decide(state, present, access))
            .orElse(Decision.IMPLICIT_DENY);
    return session.policy().map(policy -> role.boundedBy(policy.decide(access))).orElse(role);
  }

  /** Returns the account of a role's ARN; empty if it is not the ARN of a role. */
  public static Optional<String> accountOf(String roleArn) {
    Matcher arn = ROLE_ARN.matcher(roleArn);
    return arn.matches() ? Optional.of(arn.group(1)) : Optional.empty();
  }

  /** Returns the role with an ARN, as reads show it: a new role is not visible immediately. */
  public Optional<SimulatedRole> role(String roleArn, Instant now) {
    Matcher arn = ROLE_ARN.matcher(roleArn);
    return arn.matches()
        ? states
            .of(arn.group(1), RegionalState.GLOBAL)
            .roles()
            .read(Identity.key(arn.group(2)), now)
            .filter(role -> role.identity().arn().equals(roleArn))
        : Optional.empty();
  }

  /**
   * Returns whether a caller may access a role that has to trust it. The trust policy always has to
   * allow the access. Within the account, a caller that the trust policy names by its own ARN needs
   * no identity policy [D].
   */
  public boolean trusted(Call call, SimulatedRole role, Access access) {
    Principal caller = of(call);
    TrustMatch trust = role.trust().matchTrust(caller, caller.withPrincipalKeys(access));
    boolean sameAccount =
        accountOf(role.identity().arn()).filter(caller.accountId()::equals).isPresent();
    return switch (trust) {
      case NONE -> false;
      case NAMED ->
          switch (decide(call, access)) {
            case ALLOW -> true;
            case IMPLICIT_DENY -> sameAccount;
            case EXPLICIT_DENY -> false;
          };
      case ACCOUNT -> decide(call, access) == Decision.ALLOW;
    };
  }

  /** Returns the OpenID Connect provider of an issuer in an account. */
  public Optional<OidcProvider> provider(String accountId, String issuer) {
    return Optional.ofNullable(
        states
            .of(accountId, RegionalState.GLOBAL)
            .oidcProviders()
            .get(OidcProvider.arn(accountId, issuer)));
  }

  /**
   * Returns whether a role's trust policy allows an access with a provider's token. No other policy
   * applies.
   */
  public static boolean trusted(OidcProvider provider, SimulatedRole role, Access access) {
    return role.trust().trusts(provider, access);
  }

  /**
   * Opens a session.
   *
   * @param tags the session tags, which override those of the role
   * @param policy the session policy
   */
  public RoleSession open(
      SimulatedRole role,
      String name,
      Map<String, String> tags,
      Optional<PolicyDocument> policy,
      Instant expires) {
    String accountId = accountOf(role.identity().arn()).orElseThrow();
    return sessions.open(role, accountId, name, tags, policy, expires);
  }
}
