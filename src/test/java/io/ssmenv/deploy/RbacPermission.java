package io.ssmenv.deploy;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verb on one resource in one role.
 *
 * @param role the kind and name of the role, as the API server writes them in its reasons
 */
record RbacPermission(String role, String verb, String resource) {

  /** All permissions that the roles of an installation grant. */
  static List<RbacPermission> of(Manifests manifests) {
    return Stream.concat(
            manifests.all(Role.class).stream()
                .flatMap(role -> of("Role", role.getMetadata().getName(), role.getRules())),
            manifests.all(ClusterRole.class).stream()
                .flatMap(role -> of("ClusterRole", role.getMetadata().getName(), role.getRules())))
        .toList();
  }

  private static Stream<RbacPermission> of(String kind, String name, List<PolicyRule> rules) {
    return rules.stream()
        .flatMap(rule ->
            rule.getApiGroups().stream()
                .flatMap(group ->
                    rule.getResources().stream()
                        .map(resource -> AuditedRequest.resource(resource, group)))
                .flatMap(resource ->
                    rule.getVerbs().stream()
                        .map(verb ->
                            new RbacPermission(
                                "%s \"%s\"".formatted(kind, name), verb, resource))));
  }

  /** Whether the API server allowed a request because of this permission. */
  boolean permits(AuditedRequest request) {
    return request.allowed()
        && request.reason().contains(" of " + role + " to ")
        && request.verb().equals(verb)
        && request.resource().equals(resource);
  }
}
