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

/** What the operator's credentials cannot do in IAM. */
class OperatorRoleLimitsTest extends IntruderTest {

  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
          + "\"sts:AssumeRole\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}]}";

  @Test
  void aRoleWithoutOwnershipTagsIsNotCreated() {
    denied(() -> role(iam, "/ssmenv/", Map.of()));
    denied(() -> role(iam, "/ssmenv/", THEIRS));
    OURS.keySet().stream()
        .filter(tag -> !tag.equals(Ownership.TAG_OWNER))
        .forEach(tag -> {
          Map<String, String> incomplete = new HashMap<>(OURS);
          incomplete.remove(tag);
          denied(() -> role(iam, "/ssmenv/", incomplete));
        });
  }

  @Test
  void rolesAreMadeUnderOurPathAndGetAllowedPoliciesOnly() {
    denied(() -> role(iam, "/", OURS));
    String role = role(iam, "/ssmenv/", OURS);

    assertThatCode(() -> attach(role, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"))
        .doesNotThrowAnyException();
    denied(() -> attach(role, "arn:aws:iam::aws:policy/AdministratorAccess"));
    String further = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
    denied(() -> attach(role, further));
    restrict(new PolicyOptions("aws", List.of(further), Optional.empty()));
    assertThatCode(() -> attach(role, further)).doesNotThrowAnyException();
  }

  @Test
  void rolesOfOthersAreNotGivenToInstancesNorChanged() {
    String theirs = role(somebodysIam, "/", Map.of());
    iam.createInstanceProfile(
        request -> request.instanceProfileName("ours").path("/ssmenv/").tags(iamTags(OURS)));

    denied(() ->
        iam.addRoleToInstanceProfile(
            request -> request.instanceProfileName("ours").roleName(theirs)));
    denied(() ->
        iam.updateAssumeRolePolicy(request -> request.roleName(theirs).policyDocument(TRUST)));
    denied(() -> iam.deleteRole(request -> request.roleName(theirs)));
    denied(() -> iam.tagRole(request -> request.roleName(theirs).tags(iamTags(OURS))));
  }

  @Test
  void aRoleThatDoesNotExistIsSaidNotToExist() {
    assertThatThrownBy(() -> iam.getRole(request -> request.roleName("ssmenv-gone")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void whereABoundaryIsRequiredNoRoleIsWithoutIt() {
    String boundary =
        somebodysIam
            .createPolicy(request ->
                request
                    .policyName("boundary")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"ssm:*\",\"Resource\":\"*\"}]}"))
            .policy()
            .arn();
    restrict(new PolicyOptions("aws", List.of(), Optional.of(boundary)));

    denied(() -> role(iam, "/ssmenv/", OURS));
    String name =
        iam.createRole(request ->
                request
                    .roleName("bounded")
                    .path("/ssmenv/")
                    .permissionsBoundary(boundary)
                    .assumeRolePolicyDocument(TRUST)
                    .tags(iamTags(OURS)))
            .role()
            .roleName();
    denied(() -> iam.deleteRolePermissionsBoundary(request -> request.roleName(name)));
    somebodysIam.deleteRolePermissionsBoundary(request -> request.roleName(name));
    denied(() -> attach(name, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
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
