package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {

  @Test
  void aTrustPolicyNamesTheServiceThatMayAssumeTheRole() {
    PolicyDocument trust =
        trust(
            "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}");

    assertThat(trust.trusts("ec2.amazonaws.com")).isTrue();
    assertThat(trust.trusts("lambda.amazonaws.com")).isFalse();
  }

  @Test
  void anExplicitDenyOverridesAnAllow() {
    PolicyDocument trust =
        trust(
            "{'Effect':'Allow','Principal':'*','Action':'sts:*'},"
                + "{'Effect':'Deny','Principal':{'Service':['ec2.amazonaws.com']},'Action':'sts:AssumeRole'}");

    assertThat(trust.trusts("ec2.amazonaws.com")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ssm:UpdateInstanceInformation, ALLOW",
    "SSM:UpdateInstanceInformation, ALLOW",
    "ssmmessages:OpenControlChannel, ALLOW",
    "ssmmessages:CreateControlChannel, IMPLICIT_DENY",
    "ssm:GetParameter, EXPLICIT_DENY",
    "s3:GetObject, IMPLICIT_DENY"
  })
  void decidesByWildcardsWithoutRegardToCase(String action, Decision decision) {
    PolicyDocument policy =
        permissions(
            "{'Effect':'Allow','Action':['ssm:*','ssmmessages:Open?ontrolChannel'],'Resource':'*'},"
                + "{'Effect':'Deny','Action':'ssm:Get*','Resource':'*'}");

    assertThat(policy.decide(action)).isEqualTo(decision);
  }

  @Test
  void notActionAllowsEverythingElse() {
    PolicyDocument policy = permissions("{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}");

    assertThat(policy.decide("ssm:GetParameter")).isEqualTo(Decision.ALLOW);
    assertThat(policy.decide("iam:GetRole")).isEqualTo(Decision.IMPLICIT_DENY);
  }

  @Test
  void conditionsAreEvaluatedStrictly() {
    String condition = "'Condition':{'Bool':{'aws:SecureTransport':'true'}}";

    assertThat(
            permissions("{'Effect':'Allow','Action':'*','Resource':'*'," + condition + "}")
                .decide("ssm:GetParameter"))
        .isEqualTo(Decision.IMPLICIT_DENY);
    assertThat(
            permissions("{'Effect':'Deny','Action':'*','Resource':'*'," + condition + "}")
                .decide("ssm:GetParameter"))
        .isEqualTo(Decision.EXPLICIT_DENY);
  }

  @Test
  void anInvalidPolicyFailsWithIamsMessage() {
    assertThatThrownBy(() -> PolicyDocument.parse("{", Use.TRUST))
        .hasMessage("This policy contains invalid Json");
    assertThatThrownBy(() -> trust("{'Effect':'Allow','Action':'sts:AssumeRole'}"))
        .hasMessage("Missing required field Principal");
    assertThatThrownBy(
            () -> permissions("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}"))
        .hasMessage("Policy document should not specify a principal.");
    assertThatThrownBy(() -> permissions("{'Effect':'Allow','Action':'everything','Resource':'*'}"))
        .hasMessageStartingWith("Actions/Conditions must be prefaced by a vendor");
  }

  @Test
  void theManagedPolicyForInstancesAllowsTheCallsOfAnAgent() {
    PolicyDocument core =
        new AwsManagedPolicies()
            .find("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")
            .orElseThrow()
            .document();

    assertThat(core.decide("ssm:UpdateInstanceInformation")).isEqualTo(Decision.ALLOW);
    assertThat(core.decide("ssmmessages:OpenControlChannel")).isEqualTo(Decision.ALLOW);
    assertThat(core.decide("ssm:SendCommand")).isEqualTo(Decision.IMPLICIT_DENY);
  }

  private static PolicyDocument trust(String statements) {
    return PolicyDocument.parse(document(statements), Use.TRUST);
  }

  private static PolicyDocument permissions(String statements) {
    return PolicyDocument.parse(document(statements), Use.PERMISSIONS);
  }

  private static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements.replace('\'', '"') + "]}";
  }
}
