package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks a spec against the settings of the administrator. The API server checks everything else at
 * admission.
 */
final class SpecCheck {

  /** The tags that the operator and its IAM policies rely on begin with this. */
  private static final String RESERVED = "ssmenv";

  private final Set<String> allowedPolicies;
  private final Optional<String> requiredBoundary;
  private final Set<DeniedTagKey> deniedTagKeys;
  private final Set<SessionResource> allowedSessionResources;

  SpecCheck(
      Set<String> allowedPolicies,
      Optional<String> requiredBoundary,
      Set<DeniedTagKey> deniedTagKeys,
      Set<SessionResource> allowedSessionResources) {
    this.allowedPolicies = allowedPolicies;
    this.requiredBoundary = requiredBoundary;
    this.deniedTagKeys = new TreeSet<>(deniedTagKeys);
    this.allowedSessionResources = allowedSessionResources;
  }

  /**
   * A message that names the field, if the spec violates a setting.
   *
   * @param account of the environment; empty before it is confirmed, and then what depends on it is
   *     no violation
   */
  Optional<String> violation(EnvironmentSpec spec, String account) {
    return policy(spec)
        .or(() -> boundary(spec))
        .or(() -> tag(spec))
        .or(() -> sessionResource(spec, account));
  }

  /** Who may edit an environment need not be allowed to write to what else the account has. */
  private Optional<String> sessionResource(EnvironmentSpec spec, String account) {
    return SessionResource.namedBy(spec, account).entrySet().stream()
        .filter(named ->
            allowedSessionResources.stream().noneMatch(allowed -> allowed.covers(named.getValue())))
        .findFirst()
        .map(named ->
            named.getKey()
                + ": "
                + named.getValue()
                + " is not allowed. Remove it, or ask the administrator to add it with"
                + " --allow-session-resource");
  }

  private Optional<String> policy(EnvironmentSpec spec) {
    return spec.roleOrDefault().managedPoliciesOrDefault().stream()
        .filter(arn -> !allowedPolicies.contains(arn))
        .findFirst()
        .map(arn ->
            "spec.role.managedPolicies: "
                + arn
                + " is not allowed. Remove it, or ask the administrator to add it with"
                + " --allow-managed-policy");
  }

  private Optional<String> boundary(EnvironmentSpec spec) {
    Optional<String> boundary = spec.roleOrDefault().permissionsBoundaryArn();
    return requiredBoundary
        .filter(required -> !boundary.equals(Optional.of(required)))
        .map(required ->
            "spec.role.permissionsBoundary must be "
                + required
                + ". The administrator requires it with --require-permissions-boundary");
  }

  /**
   * The keys are compared without letter case, because IAM compares those of its conditions so. [D]
   */
  private Optional<String> tag(EnvironmentSpec spec) {
    return spec.tagsOrDefault().keySet().stream().flatMap(key -> tag(key).stream()).findFirst();
  }

  private Optional<String> tag(String key) {
    if (key.strip().regionMatches(true, 0, RESERVED, 0, RESERVED.length())) {
      return Optional.of(
          "spec.tags: the key " + key + " is reserved for the operator. Use another key");
    }
    return deniedTagKeys.stream()
        .filter(denied -> denied.matches(key))
        .findFirst()
        .map(denied ->
            "spec.tags: the key "
                + key
                + " is not allowed. Remove it. The administrator denies it with --deny-tag-key "
                + denied);
  }
}
