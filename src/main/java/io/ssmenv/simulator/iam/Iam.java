package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.core.InstanceProfileSource;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.ResourceLister;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The simulated IAM: its action families, and the interfaces for other services. */
public final class Iam implements InstanceProfileSource, ResourceLister {
  private final RegionalState<IamState> states;
  private final Principals principals;
  private final List<ActionGroup> families;

  /**
   * Creates the service, empty in every account.
   *
   * @param callers the policies of access keys
   */
  public Iam(Simulation simulation, CallerPolicies callers) {
    AwsManagedPolicies awsPolicies = new AwsManagedPolicies();
    states = new RegionalState<>(scope -> new IamState(simulation, scope.accountId(), awsPolicies));
    principals = new Principals(simulation, states, callers);
    IamPages pages = new IamPages(simulation);
    families =
        List.of(
            new RoleActions(states, pages, simulation.options().limits().quotas().roles()),
            new RolePolicyActions(states, pages),
            new InstanceProfileActions(
                states, pages, simulation.options().limits().quotas().instanceProfiles()),
            new PolicyActions(states),
            new OidcProviderActions(states),
            new AuthorizationDetails(states, pages));
  }

  /** Returns the action families. */
  public List<ActionGroup> families() {
    return families;
  }

  /** Returns the principals: who calls, and what they may do. */
  public Principals principals() {
    return principals;
  }

  /** Returns the permissions that its calls need. */
  public Access.Model access() {
    return new IamAccess(states);
  }

  /** Returns the permissions of programs on instances. */
  public InstancePermissions instancePermissions() {
    return new ProfilePermissions(states);
  }

  @Override
  public Optional<ProfileView> find(String accountId, String nameOrArn) {
    IamState state = states.of(accountId, RegionalState.GLOBAL);
    return state
        .profileByNameOrArn(nameOrArn)
        .map(profile ->
            new ProfileView(
                profile.name(),
                profile.identity().arn(),
                profile.identity().id(),
                profile.changed(),
                profile.roleName(),
                profile
                    .roleName()
                    .flatMap(role -> state.roles().get(Identity.key(role)))
                    .map(role -> role.identity().arn())));
  }

  @Override
  public List<ResourceSummary> list(SimulatedAccount account) {
    IamState state = states.of(account.id(), RegionalState.GLOBAL);
    return Stream.of(
            state.roles().all().map(r -> summary(account, "role", r.name(), r.tags())),
            state
                .profiles()
                .all()
                .map(p -> summary(account, "instance-profile", p.name(), p.tags())),
            state.ownPolicies().values().stream()
                .map(p -> summary(account, "policy", p.arn(), Map.of())),
            state.oidcProviders().values().stream()
                .map(p -> summary(account, "oidc-provider", p.arn(), p.tags())))
        .flatMap(summaries -> summaries)
        .toList();
  }

  private static ResourceSummary summary(
      SimulatedAccount account, String type, String id, Map<String, String> tags) {
    return new ResourceSummary(account.id(), RegionalState.GLOBAL, type, id, "", tags);
  }
}
