package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

class RoleActionsTest extends IamTest {

  @Test
  void aRoleIsReadBackAsCreated() {
    Role created =
        role(
            "app",
            r ->
                r.path("/ssmenv/")
                    .description("for reports")
                    .maxSessionDuration(7200)
                    .tags(tag("team", "a")));

    Role read = iam.getRole(r -> r.roleName("app")).role();

    assertThat(read.arn()).isEqualTo("arn:aws:iam::111122223333:role/ssmenv/app");
    assertThat(read.roleId()).startsWith("AROA").hasSize(21).isEqualTo(created.roleId());
    assertThat(read.path()).isEqualTo("/ssmenv/");
    assertThat(read.description()).isEqualTo("for reports");
    assertThat(read.maxSessionDuration()).isEqualTo(7200);
    assertThat(read.tags()).containsExactly(tag("team", "a"));
    assertThat(read.createDate()).isNotNull();
    assertThat(URLDecoder.decode(read.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(TRUST);
    assertThat(read.assumeRolePolicyDocument()).doesNotContain(" ", "+", "{");
  }

  @Test
  void aListOfRolesShowsNoTagsAndNoBoundary() {
    String boundary = policy();
    role("app", r -> r.tags(tag("team", "a")).permissionsBoundary(boundary));

    Role listed = iam.listRoles().roles().getFirst();

    assertThat(listed.hasTags()).isFalse();
    assertThat(listed.permissionsBoundary()).isNull();
    assertThat(iam.getRole(r -> r.roleName("app")).role().permissionsBoundary())
        .satisfies(b -> {
          assertThat(b.permissionsBoundaryArn()).isEqualTo(boundary);
          assertThat(b.permissionsBoundaryTypeAsString()).isEqualTo("Policy");
        });
  }

  @Test
  void aListOfRolesIsFilteredByPathAndPaginated() {
    for (int i = 0; i < 5; i++) {
      String name = "app-" + i;
      role(name, r -> r.path("/ssmenv/"));
    }
    role("other");

    ListRolesResponse first = iam.listRoles(r -> r.pathPrefix("/ssmenv/").maxItems(2));
    assertThat(first.roles()).hasSize(2);
    assertThat(first.isTruncated()).isTrue();
    List<String> all =
        iam.listRolesPaginator(r -> r.pathPrefix("/ssmenv/").maxItems(2)).roles().stream()
            .map(Role::roleName)
            .toList();
    assertThat(all).containsExactly("app-0", "app-1", "app-2", "app-3", "app-4");
  }

  @Test
  void aNameIsUniqueIndependentOfPathAndCase() {
    role("app", r -> r.path("/a/"));

    refused(
        () -> role("App", r -> r.path("/b/")),
        "EntityAlreadyExists",
        409,
        "Role with name App already exists.");
  }

  @Test
  void anUnknownRoleIsNoSuchEntity() {
    refused(
        () -> iam.getRole(r -> r.roleName("ghost")),
        "NoSuchEntity",
        404,
        "The role with name ghost cannot be found.");
    assertThatThrownBy(() -> iam.deleteRole(r -> r.roleName("ghost")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void invalidInputIsRejected() {
    refused(() -> role("x".repeat(65)), "ValidationError", 400, "'roleName'");
    refused(() -> role("a b"), "ValidationError", 400, "'roleName'");
    refused(() -> role("app", r -> r.path("ssmenv")), "ValidationError", 400, "'path'");
    refused(
        () -> role("app", r -> r.assumeRolePolicyDocument("{}")),
        "MalformedPolicyDocument",
        400,
        "Statement");
    refused(
        () -> role("app", r -> r.permissionsBoundary("arn:aws:iam::111122223333:policy/none")),
        "NoSuchEntity",
        404,
        "arn:aws:iam::111122223333:policy/none");
    refused(() -> role("app", r -> r.tags(tag("aws:x", "y"))), "InvalidInput", 400, "aws:");
    refused(
        () -> role("app", r -> r.maxSessionDuration(60)),
        "ValidationError",
        400,
        "maxSessionDuration");
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void trustBoundaryDescriptionAndTagsCanBeChanged() {
    String boundary = policy();
    String lambda = TRUST.replace("ec2", "lambda");
    role("app", r -> r.tags(tag("a", "1"), tag("b", "1")));

    iam.updateAssumeRolePolicy(r -> r.roleName("app").policyDocument(lambda));
    iam.putRolePermissionsBoundary(r -> r.roleName("app").permissionsBoundary(boundary));
    iam.updateRole(r -> r.roleName("app").description("new").maxSessionDuration(7200));
    iam.tagRole(r -> r.roleName("app").tags(tag("b", "2"), tag("c", "3")));
    iam.untagRole(r -> r.roleName("app").tagKeys("a"));

    Role changed = iam.getRole(r -> r.roleName("app")).role();
    assertThat(changed.assumeRolePolicyDocument()).contains("lambda");
    assertThat(changed.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
    assertThat(changed.description()).isEqualTo("new");
    assertThat(changed.maxSessionDuration()).isEqualTo(7200);
    assertThat(iam.listRoleTags(r -> r.roleName("app")).tags())
        .containsExactly(tag("b", "2"), tag("c", "3"));

    iam.deleteRolePermissionsBoundary(r -> r.roleName("app"));
    assertThat(iam.getRole(r -> r.roleName("app")).role().permissionsBoundary()).isNull();
  }

  @Test
  void aRoleWithPoliciesOrProfilesCannotBeDeleted() {
    role("app");
    iam.createInstanceProfile(r -> r.instanceProfileName("app"));
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));
    iam.attachRolePolicy(r -> r.roleName("app").policyArn(CORE));
    iam.putRolePolicy(r -> r.roleName("app").policyName("p").policyDocument(PERMISSIONS));

    refused(this::deleteApp, "DeleteConflict", 409, "must remove roles from instance profile");
    iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));
    refused(this::deleteApp, "DeleteConflict", 409, "must detach all policies first");
    iam.detachRolePolicy(r -> r.roleName("app").policyArn(CORE));
    refused(this::deleteApp, "DeleteConflict", 409, "must delete policies first");
    iam.deleteRolePolicy(r -> r.roleName("app").policyName("p"));
    deleteApp();

    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void aRoleWithAReusedNameHasAnotherId() {
    String first = role("app").roleId();
    deleteApp();

    assertThat(role("app").roleId()).isNotEqualTo(first);
  }

  private void deleteApp() {
    iam.deleteRole(r -> r.roleName("app"));
  }
}
