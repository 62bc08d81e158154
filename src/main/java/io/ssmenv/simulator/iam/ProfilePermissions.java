package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The permissions of programs on an instance: the role of its profile has to trust EC2, and the
 * role's policies and its permissions boundary have to allow the action.
 */
final class ProfilePermissions implements InstancePermissions {
  private final RegionalState<IamState> states;

  ProfilePermissions(RegionalState<IamState> states) {
    this.states = states;
  }

  @Override
  public Optional<String> denialReason(
      String accountId, Optional<String> profileArn, String action) {
    return denialReason(
        accountId, profileArn, action, (state, role) -> isAllowed(state, role, action));
  }

  @Override
  public Optional<String> denialReason(
      String accountId, Optional<String> profileArn, Access access) {
    return denialReason(
        accountId,
        profileArn,
        "%s on %s".formatted(access.action(), access.resource()),
        (state, role) -> RolePermissions.decide(state, role, access) == Decision.ALLOW);
  }

  private Optional<String> denialReason(
      String accountId,
      Optional<String> profileArn,
      String what,
      BiPredicate<IamState, SimulatedRole> allowed) {
    IamState state = states.of(accountId, RegionalState.GLOBAL);
    if (profileArn.isEmpty()) {
      return Optional.of("no instance profile is associated with the instance");
    }
    Optional<SimulatedInstanceProfile> profile = state.profileByNameOrArn(profileArn.get());
    if (profile.isEmpty()) {
      return Optional.of("instance profile %s does not exist".formatted(profileArn.get()));
    }
    Optional<SimulatedRole> role =
        profile.get().roleName().flatMap(n -> state.roles().get(Identity.key(n)));
    if (role.isEmpty()) {
      return Optional.of("instance profile %s has no role".formatted(profile.get().name()));
    }
    if (!role.get().trust().trusts("ec2.amazonaws.com")) {
      return Optional.of("role %s does not trust ec2.amazonaws.com".formatted(role.get().name()));
    }
    return allowed.test(state, role.get())
        ? Optional.empty()
        : Optional.of("role %s does not allow %s".formatted(role.get().name(), what));
  }

  private static boolean isAllowed(IamState state, SimulatedRole role, String action) {
    Decision attached =
        role.attachedPolicies().keySet().stream()
            .flatMap(arn -> state.policy(arn).stream())
            .map(policy -> policy.document().decide(action))
            .reduce(Decision.IMPLICIT_DENY, Decision::combine);
    Decision inline =
        role.inlinePolicies().values().stream()
            .map(document -> document.decide(action))
            .reduce(Decision.IMPLICIT_DENY, Decision::combine);
    return attached.combine(inline) == Decision.ALLOW
        && role.boundary()
            .map(arn -> state.policy(arn).map(policy -> policy.document().decide(action)))
            .map(decision -> decision.equals(Optional.of(Decision.ALLOW)))
            .orElse(true);
  }
}
