package io.ssmenv.aws.permission;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.topology.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/** Calls that the operator's credentials do not allow in IAM. */
class OperatorRoleLimitsTest extends StolenCredentialsTest {

  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
          + "\"sts:AssumeRole\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}]}";

  @Test
  void rolesWithoutOwnershipTagsCannotBeCreated() {
    assertDenied(() -> role(iam, "/ssmenv/", Map.of()));
    assertDenied(() -> role(iam, "/ssmenv/", FOREIGN_TAGS));
    OWN_TAGS.keySet().stream()
        .filter(tag -> !tag.equals(Ownership.TAG_OWNER))
        .forEach(tag -> {
          Map<String, String> incomplete = new HashMap<>(OWN_TAGS);
          incomplete.remove(tag);
          assertDenied(() -> role(iam, "/ssmenv/", incomplete));
        });
  }

  @Test
  void rolesNeedThePathOfTheOperatorAndAllowedPolicies() {
    assertDenied(() -> role(iam, "/", OWN_TAGS));
    String role = role(iam, "/ssmenv/", OWN_TAGS);

    assertThatCode(() -> attach(role, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"))
        .doesNotThrowAnyException();
    assertDenied(() -> attach(role, "arn:aws:iam::aws:policy/AdministratorAccess"));
    String further = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
    assertDenied(() -> attach(role, further));
    restrict(new PolicyOptions("aws", List.of(further), Optional.empty()));
    assertThatCode(() -> attach(role, further)).doesNotThrowAnyException();
  }

  @Test
  void foreignRolesCannotBeUsedOrChanged() {
    String foreignRole = role(adminIam, "/", Map.of());
    iam.createInstanceProfile(
        request -> request.instanceProfileName("ours").path("/ssmenv/").tags(iamTags(OWN_TAGS)));

    assertDenied(() ->
        iam.addRoleToInstanceProfile(
            request -> request.instanceProfileName("ours").roleName(foreignRole)));
    assertDenied(() ->
        iam.updateAssumeRolePolicy(request -> request.roleName(foreignRole).policyDocument(TRUST)));
    assertDenied(() -> iam.deleteRole(request -> request.roleName(foreignRole)));
    assertDenied(
        () -> iam.tagRole(request -> request.roleName(foreignRole).tags(iamTags(OWN_TAGS))));
  }

  @Test
  void aMissingRoleIsReportedAsNotFound() {
    assertThatThrownBy(() -> iam.getRole(request -> request.roleName("ssmenv-gone")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void rolesWithoutARequiredBoundaryCannotBeCreated() {
    String boundary =
        adminIam
            .createPolicy(request ->
                request
                    .policyName("boundary")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"ssm:*\",\"Resource\":\"*\"}]}"))
            .policy()
            .arn();
    restrict(new PolicyOptions("aws", List.of(), Optional.of(boundary)));

    assertDenied(() -> role(iam, "/ssmenv/", OWN_TAGS));
    String name =
        iam.createRole(request ->
                request
                    .roleName("bounded")
                    .path("/ssmenv/")
                    .permissionsBoundary(boundary)
                    .assumeRolePolicyDocument(TRUST)
                    .tags(iamTags(OWN_TAGS)))
            .role()
            .roleName();
    assertDenied(() -> iam.deleteRolePermissionsBoundary(request -> request.roleName(name)));
    adminIam.deleteRolePermissionsBoundary(request -> request.roleName(name));
    assertDenied(() -> attach(name, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
  }

  private static List<Tag> iamTags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static String role(IamClient client, String path, Map<String, String> tags) {
    return client
        .createRole(request ->
            request
                .roleName("role-" + path.length() + "-" + tags.size())
                .path(path)
                .assumeRolePolicyDocument(TRUST)
                .applyMutation(create -> {
                  if (!tags.isEmpty()) {
                    create.tags(iamTags(tags));
                  }
                }))
        .role()
        .roleName();
  }

  private void attach(String role, String policy) {
    iam.attachRolePolicy(request -> request.roleName(role).policyArn(policy));
  }
}
