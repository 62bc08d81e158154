package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a spec against the settings of the administrator. The API server checks everything else at
 * admission.
 */
final class SpecCheck {

  private final Set<String> allowedPolicies;
  private final Optional<String> requiredBoundary;

  SpecCheck(Set<String> allowedPolicies, Optional<String> requiredBoundary) {
    this.allowedPolicies = allowedPolicies;
    this.requiredBoundary = requiredBoundary;
  }

  /** A message that names the field, if the spec violates a setting. */
  Optional<String> violation(EnvironmentSpec spec) {
    Optional<String> policy =
        spec.roleOrDefault().managedPoliciesOrDefault().stream()
            .filter(arn -> !allowedPolicies.contains(arn))
            .findFirst();
    if (policy.isPresent()) {
      return Optional.of(
          "spec.role.managedPolicies: "
              + policy.get()
              + " is not allowed. Remove it, or ask the administrator to add it with"
              + " --allow-managed-policy");
    }
    Optional<String> boundary = spec.roleOrDefault().permissionsBoundaryArn();
    return requiredBoundary
        .filter(required -> !boundary.equals(Optional.of(required)))
        .map(required ->
            "spec.role.permissionsBoundary must be "
                + required
                + ". The administrator requires it with --require-permissions-boundary");
  }
}
