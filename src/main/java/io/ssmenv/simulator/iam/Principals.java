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
 * Who calls, and what they may do. An access key stands for an IAM user who may do everything,
 * unless {@link CallerPolicies} restricts it; a session may do what the policies of its role allow.
 */
public final class Principals {
  private static final Pattern ROLE_ARN =
      Pattern.compile("arn:aws:iam::(\\d{12}):role/(?:[!-~]+/)?([\\w+=,.@-]{1,64})");

  /**
   * What a caller needs and may not do.
   *
   * @param access what is needed
   * @param explicit whether a policy denies it, and not only none allows it
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
   * Lets a call pass if its credentials fit together and are not too old.
   *
   * @param token the session token that came with it
   * @throws AwsError in the words of the service that is called
   */
  public void check(String accessKeyId, Optional<String> token, ErrorDialect dialect, Instant now) {
    sessions.check(accessKeyId, token, dialect, now);
  }

  /** Who makes a call. */
  public Principal of(Call call) {
    return session(call)
        .map(RoleSession::principal)
        .orElseGet(() ->
            Principal.user(call.accountId(), call.accessKeyId(), callers.tags(call.accessKeyId())));
  }

  /** The session that a call comes from, if it does not come from a user. */
  public Optional<RoleSession> session(Call call) {
    return sessions.find(call.accessKeyId());
  }

  /** Whether the caller may not simply do everything. */
  public boolean isRestricted(Call call) {
    return session(call).isPresent() || callers.isRestricted(call.accessKeyId());
  }

  /** The first of the things that a call needs which its caller may not do. */
  public Optional<Denied> firstDenied(Call call, List<Access> needed) {
    for (Access access : needed) {
      Decision decision = decide(call, access);
      if (decision != Decision.ALLOW) {
        return Optional.of(new Denied(access, decision == Decision.EXPLICIT_DENY));
      }
    }
    return Optional.empty();
  }

  /** What the caller's own policies say; those of a user that nobody restricted allow all. */
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

  /** The account of a role's ARN, if it is one. */
  public static Optional<String> accountOf(String roleArn) {
    Matcher arn = ROLE_ARN.matcher(roleArn);
    return arn.matches() ? Optional.of(arn.group(1)) : Optional.empty();
  }

  /** The role of that ARN, as reads show it: a new one takes its time to be known. */
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
   * Whether a caller may do something with a role that its trust policy has a say in. Nobody can
   * without that; whom it names by its own ARN, and not only by its account's, needs no more inside
   * the account [D].
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

  /** The OpenID Connect provider of that issuer in an account. */
  public Optional<OidcProvider> provider(String accountId, String issuer) {
    return Optional.ofNullable(
        states
            .of(accountId, RegionalState.GLOBAL)
            .oidcProviders()
            .get(OidcProvider.arn(accountId, issuer)));
  }

  /** Whether a role's trust policy, and nothing else has a say, lets a provider's token do this. */
  public static boolean trusted(OidcProvider provider, SimulatedRole role, Access access) {
    return role.trust().trusts(provider, access);
  }

  /**
   * Opens a session.
   *
   * @param tags of the session, over those of the role
   * @param policy what the session is confined to
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
