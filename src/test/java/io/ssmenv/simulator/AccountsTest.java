package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;

/** Several accounts and regions with one endpoint, each with its own resources and quotas. */
class AccountsTest {
  private static final String OTHER_ACCOUNT = "444455556666";
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
      """;

  private SimulatedAws aws;
  private AwsClients mine;
  private List<AwsClients> elsewhere;

  @BeforeEach
  void start() throws IOException {
    start(Quotas.NEW_ACCOUNT);
  }

  private void start(Quotas quotas) throws IOException {
    aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE).withQuotas(quotas));
    mine = AwsClients.of(aws);
    elsewhere = List.of(mine.as(OTHER_ACCOUNT), mine.in(Region.US_EAST_1));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private static String vpc(AwsClients clients) {
    return clients.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  private static Role role(AwsClients clients, String name) {
    return clients.iam().createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST)).role();
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  @Test
  void aKeyThatIsAnAccountsIdBelongsToThatAccount() {
    assertThat(mine.as(OTHER_ACCOUNT).sts().getCallerIdentity().account()).isEqualTo(OTHER_ACCOUNT);
    assertThat(mine.as("44445555666").sts().getCallerIdentity().account())
        .isEqualTo("111122223333");
  }

  @Test
  void anEc2ResourceIsNotAccessibleFromOtherAccountsAndRegions() {
    String vpc = vpc(mine);
    for (AwsClients clients : elsewhere) {
      assertThat(clients.ec2().describeVpcs().vpcs()).isEmpty();
      assertThat(clients.ec2().describeSecurityGroups().securityGroups()).isEmpty();
      refused("InvalidVpcID.NotFound", () -> clients.ec2().describeVpcs(r -> r.vpcIds(vpc)));
      refused("InvalidVpcID.NotFound", () -> clients.ec2().deleteVpc(r -> r.vpcId(vpc)));
      refused(
          "InvalidVpcID.NotFound",
          () -> clients.ec2().createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24")));
      refused(
          "InvalidVpcID.NotFound",
          () -> clients.ec2().createTags(r -> r.resources(vpc).tags(t -> t.key("a").value("b"))));
    }
    assertThat(mine.ec2().describeVpcs().vpcs()).hasSize(1);
  }

  @Test
  void clientTokensAreSeparatePerAccountAndRegion() {
    for (AwsClients clients : List.of(mine, elsewhere.get(0), elsewhere.get(1))) {
      String vpc = vpc(clients);
      CreateVpcEndpointRequest request =
          CreateVpcEndpointRequest.builder()
              .vpcId(vpc)
              .clientToken("the same")
              .vpcEndpointType(VpcEndpointType.GATEWAY)
              .serviceName("com.amazonaws.%s.s3".formatted(clients.region().id()))
              .build();
      assertThat(clients.ec2().createVpcEndpoint(request).vpcEndpoint().vpcId()).isEqualTo(vpc);
    }
  }

  @Test
  void aPageTokenIsOnlyValidInItsAccountRegionAndOperation() {
    String vpc = vpc(mine);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      mine.ec2().createSecurityGroup(r -> r.groupName(name).description(name).vpcId(vpc));
    }
    String token = mine.ec2().describeSecurityGroups(r -> r.maxResults(5)).nextToken();
    for (AwsClients clients : elsewhere) {
      refused(
          "InvalidNextToken",
          () -> clients.ec2().describeSecurityGroups(r -> r.maxResults(5).nextToken(token)));
    }
    refused(
        "InvalidNextToken", () -> mine.ec2().describeVpcs(r -> r.maxResults(5).nextToken(token)));
    assertThat(
            mine.ec2()
                .describeSecurityGroups(r -> r.maxResults(5).nextToken(token))
                .securityGroups())
        .hasSize(1);
  }

  @Test
  void rolesBelongToTheirAccountInAllRegions() {
    Role role = role(mine, "app");
    AwsClients other = mine.as(OTHER_ACCOUNT);
    refused("NoSuchEntity", () -> other.iam().getRole(r -> r.roleName("app")));
    refused("NoSuchEntity", () -> other.iam().deleteRole(r -> r.roleName("app")));

    Role others = role(other, "app");
    assertThat(others.roleId()).isNotEqualTo(role.roleId());
    assertThat(others.arn()).isEqualTo("arn:aws:iam::444455556666:role/app");
    assertThat(mine.in(Region.US_EAST_1).iam().getRole(r -> r.roleName("app")).role().roleId())
        .isEqualTo(role.roleId());
    refused("EntityAlreadyExists", () -> role(mine.in(Region.US_EAST_1), "app"));
  }

  @Test
  void aMarkerIsOnlyValidInItsAccountButInEveryRegion() {
    role(mine, "a");
    role(mine, "b");
    ListRolesResponse first = mine.iam().listRoles(r -> r.maxItems(1));
    refused(
        "InvalidInput",
        () -> mine.as(OTHER_ACCOUNT).iam().listRoles(r -> r.marker(first.marker())));
    assertThat(mine.in(Region.US_EAST_1).iam().listRoles(r -> r.marker(first.marker())).roles())
        .extracting(Role::roleName)
        .containsExactly("b");
  }

  @Test
  void aProfileOfAnotherAccountIsNotKnownToEc2() {
    mine.as(OTHER_ACCOUNT).iam().createInstanceProfile(r -> r.instanceProfileName("app"));
    refused("NoSuchEntity", () -> mine.iam().getInstanceProfile(r -> r.instanceProfileName("app")));
    refused(
        "NoSuchEntity",
        () ->
            mine.iam()
                .addRoleToInstanceProfile(
                    r -> r.instanceProfileName("app").roleName(role(mine, "app").roleName())));
  }

  @Test
  void quotasApplyPerAccountAndRegion() {
    for (int i = 0; i < 5; i++) {
      vpc(mine);
    }
    refused("VpcLimitExceeded", () -> vpc(mine));
    for (AwsClients clients : elsewhere) {
      vpc(clients);
      DescribeVpcsResponse theirs = clients.ec2().describeVpcs();
      assertThat(theirs.vpcs()).hasSize(1);
    }
  }

  @Test
  void theQuotaOfRolesAppliesPerAccount() throws IOException {
    aws.close();
    start(new Quotas(5, 5, 5, 50, 200, 200, 500, 60, 32, 1, 1000));
    role(mine, "a");
    refused("LimitExceeded", () -> role(mine, "b"));
    refused("LimitExceeded", () -> role(mine.in(Region.US_EAST_1), "b"));
    assertThat(role(mine.as(OTHER_ACCOUNT), "b").roleName()).isEqualTo("b");
  }
}
