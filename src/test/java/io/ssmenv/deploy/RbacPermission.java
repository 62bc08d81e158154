package io.ssmenv.deploy;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verb for one resource in one role.
 *
 * @param role its kind and name, in the words of the API server's reasons
 */
record Right(String role, String verb, String resource) {

  /** All that the roles of an installation give. */
  static List<Right> of(Manifests manifests) {
    return Stream.concat(
            manifests.all(Role.class).stream()
                .flatMap(role -> of("Role", role.getMetadata().getName(), role.getRules())),
            manifests.all(ClusterRole.class).stream()
                .flatMap(role -> of("ClusterRole", role.getMetadata().getName(), role.getRules())))
        .toList();
  }

  private static Stream<Right> of(String kind, String name, List<PolicyRule> rules) {
    return rules.stream()
        .flatMap(rule ->
            rule.getApiGroups().stream()
                .flatMap(group ->
                    rule.getResources().stream()
                        .map(resource -> AuditedRequest.resource(resource, group)))
                .flatMap(resource ->
                    rule.getVerbs().stream()
                        .map(
                            verb -> new Right("%s \"%s\"".formatted(kind, name), verb, resource))));
  }

  /** Whether a request was allowed by it. */
  boolean allowed(AuditedRequest request) {
    return request.allowed()
        && request.reason().contains(" of " + role + " to ")
        && request.verb().equals(verb)
        && request.resource().equals(resource);
  }
}
