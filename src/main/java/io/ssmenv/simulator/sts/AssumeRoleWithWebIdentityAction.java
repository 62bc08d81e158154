package io.ssmenv.simulator.sts;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.iam.OidcProvider;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.iam.SimulatedRole;
import java.time.Instant;
import java.util.List;

/**
 * Returns temporary credentials of a role for an OpenID Connect provider's token, as pods with IAM
 * roles for service accounts use it. The call needs no access key and no signature [D].
 */
public final class AssumeRoleWithWebIdentityAction implements ActionGroup {
  private static final String ACTION = "sts:AssumeRoleWithWebIdentity";

  private final SimClock clock;
  private final Principals principals;

  /** Creates the family. IAM keeps the roles, the providers and the sessions. */
  public AssumeRoleWithWebIdentityAction(Simulation simulation, Principals principals) {
    this.clock = simulation.clock();
    this.principals = principals;
  }

  @Override
  public String service() {
    return "sts";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.read(
            "AssumeRoleWithWebIdentity",
            this::assume,
            "RoleArn",
            "RoleSessionName",
            "WebIdentityToken",
            "DurationSeconds",
            "Policy"));
  }

  private Struct assume(Call call) {
    SessionRequest request = SessionRequest.of(call.params());
    IdentityToken token = IdentityToken.parse(call.params().required("WebIdentityToken"));
    OidcProvider provider = provider(request, token);
    Instant now = clock.toReal(call.now());
    if (!token.expires().isAfter(now)) {
      throw ErrorWords.error(
          "expired-token-exception", now.getEpochSecond(), token.expires().getEpochSecond());
    }
    SimulatedRole role =
        principals
            .role(request.roleArn(), call.now())
            .filter(r -> Principals.trusted(provider, r, access(request, token, provider, r)))
            .orElseThrow(
                () -> ErrorWords.error("access-denied-assume-role-with-web-identity", ACTION));
    Instant expires = call.now().plus(clock.toSimulated(request.duration(role)));
    return request
        .response(principals.open(role, request.name(), request.tags(), request.policy(), expires))
        .with("SubjectFromWebIdentityToken", token.subject())
        .with("Audience", String.join(",", token.audiences()))
        .with("Provider", token.issuer());
  }

  private OidcProvider provider(SessionRequest request, IdentityToken token) {
    OidcProvider provider =
        Principals.accountOf(request.roleArn())
            .flatMap(account -> principals.provider(account, token.issuer()))
            .orElseThrow(() ->
                IdentityToken.invalid(
                    "No OpenIDConnect provider found in your account for " + token.issuer()));
    if (token.audiences().stream().noneMatch(provider.clientIds()::contains)) {
      throw IdentityToken.invalid("Incorrect token audience");
    }
    return provider;
  }

  /**
   * Returns the access with the condition keys of web identities, which begin with the provider's
   * URL [D].
   */
  private static Access access(
      SessionRequest request, IdentityToken token, OidcProvider provider, SimulatedRole role) {
    return Access.to(ACTION, request.roleArn())
        .withResourceTags(role.tags())
        .with("sts:RoleSessionName", request.name())
        .with("aws:FederatedProvider", provider.arn())
        .with(provider.url() + ":sub", token.subject())
        .with(provider.url() + ":aud", token.audiences().toArray(String[]::new));
  }
}
