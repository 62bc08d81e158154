package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import java.util.stream.Stream;

/** Evaluates a role's attached and inline policies within its permissions boundary. */
final class RolePermissions {
  private RolePermissions() {}

  static Decision decide(IamState state, SimulatedRole role, Access access) {
    Stream<PolicyDocument> attached =
        role.attachedPolicies().keySet().stream()
            .flatMap(arn -> state.policy(arn).stream())
            .map(ManagedPolicy::document);
    Decision identity =
        Stream.concat(attached, role.inlinePolicies().values().stream())
            .map(document -> document.decide(access))
            .reduce(Decision.IMPLICIT_DENY, Decision::combine);
    return role.boundary()
        .map(arn ->
            identity.boundedBy(
                state
                    .policy(arn)
                    .map(policy -> policy.document().decide(access))
                    .orElse(Decision.IMPLICIT_DENY)))
        .orElse(identity);
  }
}
