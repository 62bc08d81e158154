package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import java.util.Optional;
import java.util.Set;

/**
 * What the administrator allows a namespace to ask of the account. Everything else that can be
 * wrong with a spec is refused at admission.
 */
final class SpecCheck {

  private final Set<String> allowedPolicies;
  private final Optional<String> requiredBoundary;

  SpecCheck(Set<String> allowedPolicies, Optional<String> requiredBoundary) {
    this.allowedPolicies = allowedPolicies;
    this.requiredBoundary = requiredBoundary;
  }

  /** A sentence that names the field, if the spec asks for more than is allowed. */
  Optional<String> refusal(EnvironmentSpec spec) {
    Optional<String> policy =
        spec.roleOrDefault().managedPoliciesOrDefault().stream()
            .filter(arn -> !allowedPolicies.contains(arn))
            .findFirst();
    if (policy.isPresent()) {
      return Optional.of(
          "spec.role.managedPolicies: "
              + policy.get()
              + " is not among the policies that this operator's administrator allows"
              + " (--allow-managed-policy)");
    }
    Optional<String> boundary = spec.roleOrDefault().permissionsBoundaryArn();
    return requiredBoundary
        .filter(required -> !boundary.equals(Optional.of(required)))
        .map(required ->
            "spec.role.permissionsBoundary has to be "
                + required
                + ", which this operator's administrator requires");
  }
}
