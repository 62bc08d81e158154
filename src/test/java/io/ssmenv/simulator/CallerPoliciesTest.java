package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.iam.CallerPolicies.Grant;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** Callers that are restricted by policies. */
class CallerPoliciesTest {

  private static final String KEY = "AKIDRESTRICTED";

  private SimulatedAws aws;
  private AwsClients restricted;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options());
    restricted = AwsClients.of(aws).as(KEY);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private void restrict(String... statements) {
    aws.callerPolicies()
        .restrict(
            KEY,
            List.of(
                "{'Version':'2012-10-17','Statement':[%s]}"
                    .formatted(String.join(",", statements))
                    .replace('\'', '"')),
            Map.of());
  }

  @Test
  void eachServiceDeniesInItsOwnWordingWithActionAndResource() {
    restrict("{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}");

    assertThatThrownBy(() -> restricted.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")))
        .isInstanceOf(Ec2Exception.class)
        .hasMessageContaining("not authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:")
        .hasMessageContaining(":vpc/*");
    assertThatThrownBy(() -> restricted.iam().getRole(r -> r.roleName("some")))
        .isInstanceOf(IamException.class)
        .hasMessageContaining("iam:GetRole on resource: arn:aws:iam::111122223333:role/some");
    assertThatThrownBy(() -> restricted.ssm().describeInstanceInformation())
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("ssm:DescribeInstanceInformation on resource: *");
    assertThatCode(() -> restricted.sts().getCallerIdentity()).doesNotThrowAnyException();
  }

  @Test
  void eachServiceNamesAnExplicitDenial() {
    restrict("{'Effect':'Deny','Action':'*','Resource':'*'}");
    String why = " with an explicit deny in an identity-based policy";

    assertThatThrownBy(() -> restricted.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")))
        .hasMessageContaining(":vpc/*" + why + ". Encoded authorization failure message: ");
    assertThatThrownBy(() -> restricted.iam().getRole(r -> r.roleName("some")))
        .hasMessageContaining(":role/some" + why);
    assertThatThrownBy(() -> restricted.ssm().describeInstanceInformation())
        .hasMessageContaining("on resource: *" + why);
  }

  @Test
  void othersAreNotRestricted() {
    restrict("{'Effect':'Deny','Action':'*','Resource':'*'}");

    assertThatCode(() -> AwsClients.of(aws).ec2().describeVpcs()).doesNotThrowAnyException();
  }

  @Test
  void anExplicitDenyOverridesAndUsedPermissionsAreRecorded() {
    restrict(
        "{'Sid':'Look','Effect':'Allow','Action':'ec2:Describe*','Resource':'*'}",
        "{'Sid':'Not','Effect':'Deny','Action':'ec2:DescribeSubnets','Resource':'*'}");

    restricted.ec2().describeVpcs();
    assertThatThrownBy(() -> restricted.ec2().describeSubnets()).isInstanceOf(Ec2Exception.class);
    assertThat(aws.callerPolicies().used(KEY))
        .containsExactly(new Grant("Look", "ec2:DescribeVpcs"));
  }

  @Test
  void notResourceMatchesAllOtherResources() {
    restrict(
        "{'Effect':'Allow','Action':'iam:*','Resource':'*'}",
        "{'Effect':'Deny','Action':'iam:*','NotResource':'arn:aws:iam::*:role/mine'}");

    assertThatThrownBy(() -> restricted.iam().getRole(r -> r.roleName("theirs")))
        .hasMessageContaining("with an explicit deny in an identity-based policy");
    assertThatThrownBy(() -> restricted.iam().getRole(r -> r.roleName("mine")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void anUnsupportedConditionIsRejected() {
    assertThatThrownBy(() ->
            restrict(
                "{'Effect':'Allow','Action':'*','Resource':'*','Condition':"
                    + "{'DateGreaterThan':{'aws:CurrentTime':'2026-01-01'}}}"))
        .hasMessageContaining("DateGreaterThan");
  }
}
