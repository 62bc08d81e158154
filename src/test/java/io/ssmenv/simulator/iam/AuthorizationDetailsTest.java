package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;

class AuthorizationDetailsTest extends IamTest {

  @Test
  void returnsARoleWithItsPoliciesProfilesAndTags() {
    String boundary = policy();
    role("app", r -> r.path("/ssmenv/").tags(tag("team", "a")).permissionsBoundary(boundary));
    iam.createInstanceProfile(r -> r.instanceProfileName("app"));
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));
    iam.attachRolePolicy(r -> r.roleName("app").policyArn(CORE));
    iam.putRolePolicy(r -> r.roleName("app").policyName("p").policyDocument(PERMISSIONS));

    RoleDetail detail =
        iam.getAccountAuthorizationDetails(r -> r.filter(EntityType.ROLE))
            .roleDetailList()
            .getFirst();

    assertThat(detail.roleName()).isEqualTo("app");
    assertThat(detail.path()).isEqualTo("/ssmenv/");
    assertThat(detail.assumeRolePolicyDocument()).startsWith("%7B%22Version");
    assertThat(detail.tags()).containsExactly(tag("team", "a"));
    assertThat(detail.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
    assertThat(detail.attachedManagedPolicies())
        .extracting(AttachedPolicy::policyArn)
        .containsExactly(CORE);
    assertThat(detail.rolePolicyList()).extracting(PolicyDetail::policyName).containsExactly("p");
    assertThat(detail.instanceProfileList())
        .extracting(InstanceProfile::instanceProfileName)
        .containsExactly("app");
  }

  @Test
  void isPaged() {
    for (String name : List.of("a", "b", "c")) {
      role(name);
    }

    GetAccountAuthorizationDetailsResponse first =
        iam.getAccountAuthorizationDetails(r -> r.filter(EntityType.ROLE).maxItems(2));
    assertThat(first.isTruncated()).isTrue();
    GetAccountAuthorizationDetailsResponse second =
        iam.getAccountAuthorizationDetails(
            r -> r.filter(EntityType.ROLE).maxItems(2).marker(first.marker()));
    assertThat(second.isTruncated()).isFalse();
    assertThat(second.roleDetailList()).extracting(RoleDetail::roleName).containsExactly("c");
    refused(
        () ->
            iam.getAccountAuthorizationDetails(
                r -> r.filter(EntityType.ROLE).marker("never-given")),
        "InvalidInput",
        400,
        "never-given");
  }

  @Test
  void rejectsUnsupportedFilters() {
    refused(() -> iam.getAccountAuthorizationDetails(), "ValidationError", 400, "Filter=Role only");
  }
}
