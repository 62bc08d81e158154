package io.ssmenv.simulator.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/** Who may assume a role, and for how long. */
class AssumeRoleTest extends StsTest {
  private static final String NOT_AUTHORIZED =
      "User: arn:aws:iam::111122223333:user/AKIDTEST is not authorized to perform: sts:AssumeRole"
          + " on resource: arn:aws:iam::444455556666:role/visited";

  @Test
  void theSdksProviderWorksInTheRolesAccount() {
    role(trust(ROOT_HERE, ",'Condition':{'StringEquals':{'sts:ExternalId':'shared'}}"));
    permit(statement("'ec2:*'", ""));

    try (StsClient sts = here.sts();
        StsAssumeRoleCredentialsProvider provider =
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(
                    r -> r.roleArn(ROLE).roleSessionName("operator").externalId("shared"))
                .build()) {
      AwsClients session = here.with(provider);
      session.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16"));
      GetCallerIdentityResponse identity = session.sts().getCallerIdentity();

      assertThat(identity.account()).isEqualTo(THERE);
      assertThat(identity.arn())
          .isEqualTo("arn:aws:sts::444455556666:assumed-role/visited/operator");
      assertThat(identity.userId()).matches("AROA[0-9A-Z]{17}:operator");
    }
    assertThat(here.ec2().describeVpcs().vpcs()).isEmpty();
    assertThat(there.ec2().describeVpcs().vpcs()).hasSize(1);
    assertThat(aws.callLog().counts()).containsEntry("sts:AssumeRole", 1L);
  }

  @Test
  void aMissingRoleAndAnUntrustingRoleFailWithTheSameError() {
    refused(() -> assume(here, _ -> {}), "AccessDenied", 403, NOT_AUTHORIZED);
    role(trust("arn:aws:iam::999988887777:root", ""));
    refused(() -> assume(here, _ -> {}), "AccessDenied", 403, NOT_AUTHORIZED);
  }

  @Test
  void theExternalIdHasToMatchTheTrustPolicy() {
    role(trust(ROOT_HERE, ",'Condition':{'StringEquals':{'sts:ExternalId':'shared'}}"));

    refused(() -> assume(here, _ -> {}), "AccessDenied", 403, NOT_AUTHORIZED);
    refused(() -> assume(here, r -> r.externalId("Shared")), "AccessDenied", 403, NOT_AUTHORIZED);
    assertThat(assume(here, r -> r.externalId("shared")).assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::444455556666:assumed-role/visited/visit");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:root, true",
    "111122223333, true",
    "arn:aws:iam::111122223333:user/AKIDTEST, true",
    "*, true",
    "arn:aws:iam::111122223333:user/OTHER, false",
    "arn:aws:iam::111122223333:role/AKIDTEST, false",
    "arn:aws:iam::444455556666:root, false"
  })
  void aTrustPolicyReferencesAccountsUsersOrEveryone(String principal, boolean trusted) {
    role(trust(principal, ""));
    if (trusted) {
      assertThat(assume(here, _ -> {}).credentials().accessKeyId()).matches("ASIA[0-9A-Z]{16}");
    } else {
      refused(() -> assume(here, _ -> {}), "AccessDenied", 403, NOT_AUTHORIZED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, aws:PrincipalArn, arn:aws:iam::111122223333:user/AKIDTEST, true",
    "ArnLike, aws:PrincipalArn, arn:aws:iam::111122223333:role/*, false",
    "StringEquals, aws:PrincipalAccount, 111122223333, true",
    "StringEquals, sts:RoleSessionName, visit, true",
    "StringLike, sts:RoleSessionName, other*, false"
  })
  void aTrustPolicyCanHaveConditionsOnThePrincipal(
      String operator, String key, String value, boolean trusted) {
    role(trust(ROOT_HERE, ",'Condition':{'%s':{'%s':'%s'}}".formatted(operator, key, value)));
    if (trusted) {
      assume(here, _ -> {});
    } else {
      refused(() -> assume(here, _ -> {}), "AccessDenied", 403, NOT_AUTHORIZED);
    }
  }

  @Test
  void anUnsupportedConditionIsRejectedByName() {
    role(trust(ROOT_HERE, ",'Condition':{'IpAddress':{'aws:SourceIp':'192.0.2.0/24'}}"));
    refused(() -> assume(here, _ -> {}), "NotSimulated", 400, "IpAddress");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "arn:aws:iam::111122223333:user/*", "arn:aws:iam::1:root"})
  void anInvalidPrincipalIsRejectedWhenTheRoleIsCreated(String principal) {
    assertThatThrownBy(() -> role(trust(principal, "")))
        .isInstanceOf(MalformedPolicyDocumentException.class)
        .hasMessageContaining("Invalid principal in policy: \"AWS\":\"" + principal);
  }

  @Test
  void acrossAccountsBothHaveToAllowIt() {
    role(trust("arn:aws:iam::111122223333:user/AKIDTEST", ""));
    restrict(USER_KEY, statement("'ec2:*'", ""));
    refused(() -> assume(here, _ -> {}), "AccessDenied", 403, NOT_AUTHORIZED);

    restrict(USER_KEY, statement("'sts:AssumeRole'", ""));
    assume(here, _ -> {});
  }

  @Test
  void withinAnAccountTheTrustPolicyIsSufficientUnlessAPolicyDenies() {
    restrict("AKIDTHERE2", statement("'ec2:*'", ""));
    aws.accounts().assign("AKIDTHERE2", THERE);
    AwsClients colleague = here.as("AKIDTHERE2");
    role(trust("arn:aws:iam::444455556666:user/AKIDTHERE2", ""));
    assume(colleague, _ -> {});

    restrict(
        "AKIDTHERE2",
        json("{'Effect':'Deny','Action':'sts:AssumeRole','Resource':'%s'}".formatted(ROLE)));
    refused(() -> assume(colleague, _ -> {}), "AccessDenied", 403, "AKIDTHERE2 is not authorized");

    restrict("AKIDTHERE2", statement("'ec2:*'", ""));
    there
        .iam()
        .updateAssumeRolePolicy(
            r -> r.roleName("visited").policyDocument(trust("arn:aws:iam::444455556666:root", "")));
    refused(() -> assume(colleague, _ -> {}), "AccessDenied", 403, "AKIDTHERE2 is not authorized");
  }

  @Test
  void sessionTagsNeedAPermissionOfTheirOwn() {
    role(trust(ROOT_HERE, "").replace(",\"sts:TagSession\"", ""));
    Tag team = Tag.builder().key("team").value("a").build();

    assume(here, _ -> {});
    refused(() -> assume(here, r -> r.tags(team)), "AccessDenied", 403, "sts:TagSession");
  }

  @ParameterizedTest
  @CsvSource({
    "900, ''",
    "3600, ''",
    "7200, ''",
    "899, Member must have value greater than or equal to 900",
    "43201, Member must have value less than or equal to 43200",
    "7201, The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
  })
  void aSessionLastsFrom15MinutesToTheRolesMaximum(int seconds, String message) {
    role(trust(ROOT_HERE, ""));
    there.iam().updateRole(r -> r.roleName("visited").maxSessionDuration(7200));
    if (message.isEmpty()) {
      AssumeRoleResponse answer = assume(here, r -> r.durationSeconds(seconds));
      assertThat(Duration.between(now(), answer.credentials().expiration()).toSeconds())
          .isBetween(seconds - 1L, (long) seconds);
    } else {
      refused(() -> assume(here, r -> r.durationSeconds(seconds)), "ValidationError", 400, message);
    }
  }

  @Test
  void roleChainingIsLimitedToAnHour() {
    role(trust("*", ""));
    permit(statement("'sts:AssumeRole'", ""));
    there.iam().updateRole(r -> r.roleName("visited").maxSessionDuration(7200));
    AwsClients session = session(_ -> {});

    assume(session, r -> r.durationSeconds(3600));
    refused(
        () -> assume(session, r -> r.durationSeconds(3601)),
        "ValidationError",
        400,
        "exceeds the 1 hour session limit for roles assumed by role chaining.");
  }

  @Test
  void invalidRequestsFailWithTheParameter() {
    refused(
        () -> assume(here, r -> r.roleArn("arn:aws:iam::12:role/x")),
        "ValidationError",
        400,
        "arn:aws:iam::12:role/x is invalid");
    refused(
        () -> assume(here, r -> r.roleSessionName("a b")),
        "ValidationError",
        400,
        "'a b' at 'roleSessionName'");
    refused(() -> assume(here, r -> r.externalId("x")), "ValidationError", 400, "'externalId'");
    refused(() -> assume(here, r -> r.policy("{")), "MalformedPolicyDocument", 400, "invalid Json");
    refused(
        () -> assume(here, r -> r.policy(" ".repeat(2049))), "ValidationError", 400, "'policy'");
    refused(
        () -> assume(here, r -> r.tags(t -> t.key("aws:x").value("y"))),
        "ValidationError",
        400,
        "aws:x");
    refused(
        () -> assume(here, r -> r.tags(t -> t.key("x").value("1"), t -> t.key("X").value("2"))),
        "InvalidParameterValue",
        400,
        "Duplicate tag keys");
  }

  @Test
  void unsupportedParametersAreRejectedByName() {
    refused(
        () -> assume(here, r -> r.sourceIdentity("me")), "ValidationError", 400, "SourceIdentity");
    refused(
        () -> assume(here, r -> r.transitiveTagKeys("team")),
        "ValidationError",
        400,
        "TransitiveTagKeys");
  }
}
