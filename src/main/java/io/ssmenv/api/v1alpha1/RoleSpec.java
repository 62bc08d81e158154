package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The IAM role of the instances. AmazonSSMManagedInstanceCore is always attached.
 *
 * @param permissionsBoundary ARN of a policy; none if absent, unless the administrator requires one
 * @param managedPolicies ARNs of further policies, which the administrator must allow; none if
 *     absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "managedPolicies=set")
@ValidationRule(
    value =
        "!has(self.permissionsBoundary) || self.permissionsBoundary.matches('"
            + RoleSpec.ARN
            + "')",
    fieldPath = ".permissionsBoundary",
    message =
        "spec.role.permissionsBoundary must be the ARN of an IAM policy, such as"
            + " arn:aws:iam::111122223333:policy/boundary")
@ValidationRule(
    value =
        "!has(self.managedPolicies) || self.managedPolicies.all(p, p.matches('"
            + RoleSpec.ARN
            + "'))",
    fieldPath = ".managedPolicies",
    message =
        "spec.role.managedPolicies must be ARNs of IAM policies, such as"
            + " arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy")
@ValidationRule(
    value =
        "!has(self.managedPolicies) || self.managedPolicies.all(p,"
            + " !p.endsWith(':aws:policy/AmazonSSMManagedInstanceCore'))",
    fieldPath = ".managedPolicies",
    message =
        "spec.role.managedPolicies must not repeat AmazonSSMManagedInstanceCore: it is always"
            + " attached")
public record RoleSpec(
    @Size(max = 1024)
        @JsonPropertyDescription(
            "ARN of the permissions boundary of the role. The administrator can require one."
                + " Default: none.")
        @Nullable String permissionsBoundary,
    @Size(max = 19)
        @JsonPropertyDescription(
            "ARNs of further managed policies, which the administrator must allow. Default: none.")
        @Nullable List<@Size(max = 1024) String> managedPolicies) {

  /** The ARN of a policy of AWS or of an account, with or without a path. */
  public static final String ARN =
      "^arn:aws(-[a-z]+)*:iam::(aws|[0-9]{12}):policy/[a-zA-Z0-9_+=,.@/-]+$";

  public RoleSpec {
    managedPolicies = managedPolicies == null ? null : List.copyOf(managedPolicies);
  }

  /** The ARN of the permissions boundary, if the spec has one. */
  public Optional<String> permissionsBoundaryArn() {
    return Optional.ofNullable(permissionsBoundary);
  }

  /** ARNs of policies besides AmazonSSMManagedInstanceCore; none by default. */
  public List<String> managedPoliciesOrDefault() {
    return managedPolicies == null ? List.of() : managedPolicies;
  }
}
