package io.ssmenv.simulator.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.simulator.AwsClients;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The permissions and the validity of a role's temporary credentials. */
class SessionTest extends StsTest {
  private static final String SESSION_ARN =
      "User: arn:aws:sts::444455556666:assumed-role/visited/visit is not authorized to perform: ";

  @BeforeEach
  void makeRole() {
    role(trust(ROOT_HERE, ""));
  }

  private static AwsClients using(AwsClients clients, String key, String secret, String token) {
    return clients.with(
        StaticCredentialsProvider.create(AwsSessionCredentials.create(key, secret, token)));
  }

  private static void describe(AwsClients clients) {
    try (var ec2 = clients.ec2()) {
      ec2.describeVpcs();
    }
  }

  private static void refusedToDescribe(AwsClients clients, String why) {
    refused(
        () -> describe(clients),
        "UnauthorizedOperation",
        403,
        SESSION_ARN + "ec2:DescribeVpcs " + why);
  }

  @Test
  void aSessionMayDoWhatTheRolesPoliciesAllowAtTheTimeOfTheCall() {
    AwsClients session = session(_ -> {});
    String none = "because no identity-based policy allows the ec2:DescribeVpcs action";
    refusedToDescribe(session, none);

    permit(statement("'ec2:Describe*'", ""));
    describe(session);
    refused(
        () -> session.iam().getRole(r -> r.roleName("visited")),
        "AccessDenied",
        403,
        "iam:GetRole on resource: " + ROLE);

    permit(statement("'ec2:Describe*'", ""), statement("'*'", "").replace("Allow", "Deny"));
    refusedToDescribe(session, "with an explicit deny in an identity-based policy");
    assertThatCode(() -> session.sts().getCallerIdentity()).doesNotThrowAnyException();
  }

  @Test
  void attachedPoliciesApplyWithinTheBoundary() {
    AwsClients session = session(_ -> {});
    String arn =
        there
            .iam()
            .createPolicy(r -> r.policyName("all").policyDocument(policy(statement("'ec2:*'", ""))))
            .policy()
            .arn();
    there.iam().attachRolePolicy(r -> r.roleName("visited").policyArn(arn));
    describe(session);

    String boundary =
        there
            .iam()
            .createPolicy(
                r -> r.policyName("b").policyDocument(policy(statement("'ec2:CreateVpc'", ""))))
            .policy()
            .arn();
    there
        .iam()
        .putRolePermissionsBoundary(r -> r.roleName("visited").permissionsBoundary(boundary));
    refusedToDescribe(session, "because");
    assertThatCode(() -> session.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")))
        .doesNotThrowAnyException();
  }

  @Test
  @SuppressWarnings("deprecation") // AWS still returns PackedPolicySize.
  void aSessionPolicyLimitsTheSession() {
    permit(statement("'ec2:*'", ""));
    AwsClients narrow = session(r -> r.policy(policy(statement("'ec2:CreateVpc'", ""))));
    refusedToDescribe(narrow, "because");
    assertThat(
            assume(here, r -> r.policy(policy(statement("'ec2:CreateVpc'", ""))))
                .packedPolicySize())
        .isPositive();

    AwsClients wide = session(r -> r.policy(policy(statement("'*'", ""))));
    describe(wide);
    refused(
        () -> wide.ssm().describeInstanceInformation(),
        "AccessDeniedException",
        400,
        SESSION_ARN + "ssm:DescribeInstanceInformation");
  }

  @Test
  void sessionTagsOverrideTheTagsOfTheRole() {
    there
        .iam()
        .tagRole(r ->
            r.roleName("visited")
                .tags(t -> t.key("team").value("role"), t -> t.key("cost").value("42")));
    permit(
        statement(
            "'ec2:Describe*'",
            ",'Condition':{'StringEquals':{'aws:PrincipalTag/team':'mine','aws:PrincipalTag/cost':'42'}}"));

    refusedToDescribe(session(_ -> {}), "because");
    describe(session(r -> r.tags(t -> t.key("team").value("mine"))));
  }

  @Test
  void aSessionIsNotValidForALaterRoleWithTheSameName() {
    AwsClients session = session(_ -> {});
    there.iam().deleteRole(r -> r.roleName("visited"));
    refusedToDescribe(session, "because");

    role(trust(ROOT_HERE, ""));
    permit(statement("'*'", ""));
    refusedToDescribe(session, "because");
    describe(session(_ -> {}));
  }

  @Test
  void aTrustPolicyCanReferenceASessionByItsRole() {
    AwsClients session = session(_ -> {});
    here.iam().createRole(r -> r.roleName("next").assumeRolePolicyDocument(trust(ROLE, "")));
    permit(statement("'sts:AssumeRole'", ""));
    String next = "arn:aws:iam::111122223333:role/next";

    assertThat(assume(session, r -> r.roleArn(next)).assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/next/visit");
  }

  @Test
  void temporaryCredentialsNeedTheirToken() {
    Credentials got = assume(here, _ -> {}).credentials();
    AwsClients without =
        here.with(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(got.accessKeyId(), got.secretAccessKey())));
    AwsClients wrong = using(here, got.accessKeyId(), got.secretAccessKey(), "wrong");
    AwsClients unknown = using(here, "ASIAUNKNOWN", "secret", got.sessionToken());
    AwsClients lasting = using(here, USER_KEY, "secret", got.sessionToken());

    for (AwsClients clients : new AwsClients[] {without, wrong, unknown, lasting}) {
      String invalid = "The security token included in the request is invalid";
      refused(() -> clients.sts().getCallerIdentity(), "InvalidClientTokenId", 403, invalid);
      refused(() -> clients.iam().listRoles(), "InvalidClientTokenId", 403, invalid);
      refused(
          () -> clients.ssm().describeInstanceInformation(),
          "UnrecognizedClientException",
          400,
          invalid);
      refused(() -> describe(clients), "AuthFailure", 401, "not able to validate");
    }
  }

  @Test
  void temporaryCredentialsExpireAfterTheirRealTime() {
    permit(statement("'*'", ""));
    AwsClients session = session(r -> r.durationSeconds(900));
    pass(Duration.ofSeconds(899));
    describe(session);

    pass(Duration.ofSeconds(1));
    String expired = "The security token included in the request is expired";
    refused(() -> session.sts().getCallerIdentity(), "ExpiredToken", 403, expired);
    refused(() -> session.iam().listRoles(), "ExpiredToken", 403, expired);
    refused(
        () -> session.ssm().describeInstanceInformation(), "ExpiredTokenException", 400, expired);
    refused(() -> describe(session), "RequestExpired", 400, "Request has expired.");
    AssumeRoleResponse again = assume(here, _ -> {});
    assertThat(again.credentials().expiration()).isAfter(now());
  }
}
