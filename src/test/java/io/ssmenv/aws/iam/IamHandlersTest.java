package io.ssmenv.aws.iam;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.HandlerFixture;
import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;

/** The handlers of role and instance profile on a simulated AWS. */
class IamHandlersTest extends WireTest {

  private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  private static final String TRUST =
      "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}";
  private static final Role ROLE =
      new Role(Role.KEY, "ssmenv-reports", RoleHandler.PATH, TRUST, Optional.empty(), TAGS);
  private static final RolePolicy POLICY = RolePolicy.of(Role.KEY, CORE);
  private static final InstanceProfile PROFILE =
      new InstanceProfile(InstanceProfile.KEY, "ssmenv-reports-p", RoleHandler.PATH, TAGS);
  private static final InstanceProfileRole PROFILE_ROLE =
      new InstanceProfileRole(InstanceProfileRole.KEY, Ref.to(PROFILE), Ref.to(ROLE));

  private static final RoleInlinePolicy INLINE_POLICY =
      RoleInlinePolicy.of(Ref.to(Role.KEY), "extra", "");
  private static final String DENY_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
          + "\"Resource\":\"*\"}]}";

  private final RoleHandler roles = new RoleHandler();
  private final RolePolicyHandler policies = new RolePolicyHandler();
  private final RoleInlinePolicyHandler inlinePolicies = new RoleInlinePolicyHandler();
  private final InstanceProfileHandler profiles = new InstanceProfileHandler();
  private final InstanceProfileRoleHandler profileRoles = new InstanceProfileRoleHandler();

  private IamClient iam;

  @BeforeEach
  void prepare() {
    iam = fixture.clients().iam();
  }

  @Test
  void creatingTwiceCreatesOnceAndEverythingIsDeleted() {
    for (int attempt = 0; attempt < 2; attempt++) {
      fixture.createReady(roles, ROLE);
      fixture.createReady(policies, roles, POLICY);
      fixture.createReady(profiles, PROFILE);
      fixture.createReady(profileRoles, profiles, PROFILE_ROLE);
    }
    assertThat(fixture.listed(roles)).hasSize(2);
    assertThat(fixture.listed(profiles)).hasSize(2);
    assertThat(roles.listing().find(fixture.clients(), fixture.id(ROLE)))
        .hasValueSatisfying(
            item -> assertThat(fixture.decode(item)).isEqualTo(fixture.listed(roles)));
    assertThat(profiles.listing().find(fixture.clients(), fixture.id(PROFILE)))
        .hasValueSatisfying(
            item -> assertThat(fixture.decode(item)).isEqualTo(fixture.listed(profiles)));

    fixture.deleteFully(profileRoles, profiles, PROFILE_ROLE);
    fixture.deleteFully(profiles, PROFILE);
    fixture.deleteFully(policies, roles, POLICY);
    fixture.deleteFully(roles, ROLE);
    assertThat(aws.resources()).isEmpty();
  }

  @Test
  void theTrustPolicyTheBoundaryAndTheTagsAreCorrected() {
    fixture.createReady(roles, ROLE);
    Role bounded =
        new Role(Role.KEY, ROLE.name(), RoleHandler.PATH, TRUST, Optional.of(CORE), TAGS);
    fixture.correct(roles, roles, bounded);
    iam.updateAssumeRolePolicy(request ->
        request
            .roleName(ROLE.name())
            .policyDocument(TRUST.replace("ec2.amazonaws.com", "lambda.amazonaws.com")));
    iam.untagRole(request -> request.roleName(ROLE.name()).tagKeys("team"));

    fixture.correct(roles, roles, bounded);
    fixture.correct(roles, roles, ROLE);
  }

  @Test
  void anEquivalentTrustPolicyIsNotADifference() {
    fixture.createReady(roles, ROLE);
    iam.updateAssumeRolePolicy(request ->
        request
            .roleName(ROLE.name())
            .policyDocument(
                """
                { "Version": "2012-10-17",
                  "Statement": [ { "Effect": "Allow",
                    "Principal": { "Service": "ec2.amazonaws.com" },
                    "Action": "sts:AssumeRole" } ] }
                """));

    fixture.awaitReady(roles, ROLE);
  }

  @Test
  void aForeignRoleOrProfileIsRefusedByName() {
    iam.createRole(request -> request.roleName(ROLE.name()).assumeRolePolicyDocument(TRUST));
    iam.createInstanceProfile(request -> request.instanceProfileName(PROFILE.name()));

    assertThatThrownBy(() -> fixture.create(roles, ROLE))
        .isInstanceOfSatisfying(
            CloudException.class, e -> assertThat(e.error()).isInstanceOf(CloudError.Refused.class))
        .hasMessageContaining(
            "The role ssmenv-reports already exists without the tags of role of team-a/reports");
    assertThatThrownBy(() -> fixture.create(profiles, PROFILE))
        .hasMessageContaining("The instance profile ssmenv-reports-p already exists");
  }

  @Test
  void aRoleOfAnotherEnvironmentIsRefused() {
    new HandlerFixture(aws, "other").create(roles, ROLE);

    assertThatThrownBy(() -> fixture.create(roles, ROLE)).isInstanceOf(CloudException.class);
  }

  /** IAM has one code for both, and may not know a new role or profile yet. */
  @Test
  void aRoleOrProfileThatIamDoesNotFindSaysNothingAboutItsLink() {
    createAll();
    Stream.of(
            "DetachRolePolicy",
            "DeleteRolePolicy",
            "RemoveRoleFromInstanceProfile",
            "GetRole",
            "GetRole",
            "GetInstanceProfile")
        .forEach(action -> aws.faults().refuse(action, AwsErrors.of("NoSuchEntity"), 1));

    assertThatThrownBy(() -> delete(policies, POLICY, ROLE.name()))
        .matches(ErrorClassifier::isNotFound);
    assertThatThrownBy(() -> delete(inlinePolicies, INLINE_POLICY, ROLE.name()))
        .matches(ErrorClassifier::isNotFound);
    assertThatThrownBy(() -> delete(profileRoles, PROFILE_ROLE, PROFILE.name()))
        .matches(ErrorClassifier::isNotFound);
  }

  @Test
  void aLinkThatARoleOrProfileDoesNotHaveIsGone() {
    createAll();
    for (Deletion expected : List.of(Deletion.DELETED, Deletion.NOT_FOUND)) {
      assertThat(delete(policies, POLICY, ROLE.name())).isEqualTo(expected);
      assertThat(delete(inlinePolicies, INLINE_POLICY, ROLE.name())).isEqualTo(expected);
      assertThat(delete(profileRoles, PROFILE_ROLE, PROFILE.name())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListAttachedRolePolicies", "ListRolePolicies"})
  void policiesThatIamDoesNotFindSayNothingAboutTheirRole(String action) {
    createAll();
    aws.faults().refuse(action, AwsErrors.of("NoSuchEntity"), 1);

    assertThatThrownBy(() -> roles.listing().find(fixture.clients(), ROLE.name()))
        .isInstanceOfSatisfying(
            CloudException.class,
            e -> assertThat(e.error()).isInstanceOf(CloudError.NotFound.class))
        .hasMessageContaining(ROLE.name());
    assertThat(roles.listing().find(fixture.clients(), ROLE.name())).isPresent();
    assertThat(roles.listing().find(fixture.clients(), "nobody")).isEmpty();
  }

  private void createAll() {
    fixture.createReady(roles, ROLE);
    fixture.createReady(policies, roles, POLICY);
    fixture.createReady(profiles, PROFILE);
    fixture.createReady(profileRoles, profiles, PROFILE_ROLE);
    iam.putRolePolicy(
        request -> request.roleName(ROLE.name()).policyName("extra").policyDocument(DENY_ALL));
  }

  private <R extends Resource> Deletion delete(
      ResourceHandler<R, AwsCall> handler, R resource, String id) {
    return handler.delete(fixture.call(resource), resource, id);
  }

  @Test
  void anUnknownPolicyIsInvalid() {
    fixture.createReady(roles, ROLE);
    RolePolicy unknown = RolePolicy.of(Role.KEY, "arn:aws:iam::aws:policy/NoSuchPolicy");

    assertThatThrownBy(() -> fixture.create(policies, unknown))
        .satisfies(e ->
            assertThat(ErrorClassifier.classify("AttachRolePolicy", e))
                .isInstanceOf(CloudError.Invalid.class));
  }

  @Test
  void theTagsOfAProfileAreReadOnceAndUpdatedByWrites() {
    fixture.createReady(profiles, PROFILE);
    iam.untagInstanceProfile(
        request -> request.instanceProfileName(PROFILE.name()).tagKeys("team"));
    fixture.listed(profiles);
    fixture.correct(profiles, profiles, PROFILE);
    int before = aws.callLog().calls().size();

    fixture.listed(profiles);

    assertThat(aws.callLog().calls().size() - before).isEqualTo(2);
  }

  @Test
  void anotherRoleInTheProfileIsReported() {
    fixture.createReady(roles, ROLE);
    fixture.createReady(profiles, PROFILE);
    iam.createRole(request -> request.roleName("other").assumeRolePolicyDocument(TRUST));
    iam.addRoleToInstanceProfile(
        request -> request.instanceProfileName(PROFILE.name()).roleName("other"));

    assertThatThrownBy(() -> fixture.create(profileRoles, PROFILE_ROLE))
        .hasMessageContaining("already has another role: [other]");
    assertThat(fixture.find(profiles, InstanceProfileRole.KEY))
        .hasValueSatisfying(seen ->
            assertThat(fixture.changed(PROFILE_ROLE, seen))
                .containsExactly(Component.of(InstanceProfileRole.class, "role")));
  }
}
