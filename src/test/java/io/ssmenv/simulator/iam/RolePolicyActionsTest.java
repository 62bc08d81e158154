package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;

class RolePolicyActionsTest extends IamTest {

  @BeforeEach
  void app() {
    role("app");
  }

  @Test
  void attachingIsIdempotentAndDetachingIsNot() {
    iam.attachRolePolicy(r -> r.roleName("app").policyArn(CORE));
    iam.attachRolePolicy(r -> r.roleName("app").policyArn(CORE));
    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("app")).attachedPolicies())
        .containsExactly(
            AttachedPolicy.builder()
                .policyName("AmazonSSMManagedInstanceCore")
                .policyArn(CORE)
                .build());

    iam.detachRolePolicy(r -> r.roleName("app").policyArn(CORE));
    refused(
        () -> iam.detachRolePolicy(r -> r.roleName("app").policyArn(CORE)),
        "NoSuchEntity",
        404,
        CORE);
  }

  @Test
  void anUnknownPolicyIsNoSuchEntity() {
    String arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCor";

    refused(
        () -> iam.attachRolePolicy(r -> r.roleName("app").policyArn(arn)),
        "NoSuchEntity",
        404,
        "Policy " + arn + " does not exist or is not attachable.");
  }

  @Test
  void aRoleHasAtMostTenManagedPolicies() {
    for (int i = 0; i < 10; i++) {
      String arn = policy("p" + i);
      iam.attachRolePolicy(r -> r.roleName("app").policyArn(arn));
    }

    refused(
        () -> iam.attachRolePolicy(r -> r.roleName("app").policyArn(CORE)),
        "LimitExceeded",
        409,
        "PoliciesPerRole: 10");
  }

  @Test
  void anInlinePolicyIsReadBack() {
    iam.putRolePolicy(r -> r.roleName("app").policyName("p").policyDocument(PERMISSIONS));

    assertThat(iam.listRolePolicies(r -> r.roleName("app")).policyNames()).containsExactly("p");
    assertThat(
            URLDecoder.decode(
                iam.getRolePolicy(r -> r.roleName("app").policyName("p")).policyDocument(),
                StandardCharsets.UTF_8))
        .isEqualTo(PERMISSIONS);
    iam.deleteRolePolicy(r -> r.roleName("app").policyName("p"));
    refused(
        () -> iam.getRolePolicy(r -> r.roleName("app").policyName("p")),
        "NoSuchEntity",
        404,
        "The role policy with name p cannot be found.");
    refused(
        () -> iam.putRolePolicy(r -> r.roleName("app").policyName("p").policyDocument(TRUST)),
        "MalformedPolicyDocument",
        400,
        "principal");
  }

  @Test
  void managedPoliciesOfAwsAndOfTheAccountCanBeRead() {
    Policy core = iam.getPolicy(r -> r.policyArn(CORE)).policy();
    assertThat(core.policyName()).isEqualTo("AmazonSSMManagedInstanceCore");
    assertThat(core.attachmentCount()).isZero();

    String own = policy("own");
    iam.attachRolePolicy(r -> r.roleName("app").policyArn(own));
    assertThat(iam.getPolicy(r -> r.policyArn(own)).policy().attachmentCount()).isEqualTo(1);
    refused(
        () -> iam.deletePolicy(r -> r.policyArn(own)),
        "DeleteConflict",
        409,
        "attached to entities");
    iam.detachRolePolicy(r -> r.roleName("app").policyArn(own));
    iam.deletePolicy(r -> r.policyArn(own));
    refused(() -> iam.getPolicy(r -> r.policyArn(own)), "NoSuchEntity", 404, own);
  }
}
