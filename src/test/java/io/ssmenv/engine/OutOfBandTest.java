package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.iam.IamClient;

/** What somebody else changes is put right, counted, and nothing is written afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class OutOfBandTest {

  private static final String ANYWHERE = "0.0.0.0/0";
  private static final String GROUP = "securitygroup/instances";

  @Test
  void whatSomebodyElseChangedIsPutRightCountedAndLeftInPeace() {
    try (EngineScenario scenario = EngineScenario.open(5);
        Ec2Client ec2 = scenario.otherClient.ec2();
        IamClient iam = scenario.otherClient.iam()) {
      List<Owner> three = scenario.onePerPattern();
      scenario.awaitReady(three);
      scenario.awaitPolls(14);
      links(scenario, ec2, iam, three.get(0), three.get(1), three.get(2));
      scenario.awaitPolls(14);
      resources(scenario, ec2, three.get(0), three.get(1), three.get(2));

      scenario.awaitReady(three);
      Invariants.hold(scenario.aws, scenario.harness);
      scenario.awaitPolls(14);
      long mark = scenario.mark();
      scenario.awaitPolls(8);
      assertThat(scenario.writes(mark)).as("idle").isEmpty();
    }
  }

  private static void links(
      EngineScenario scenario,
      Ec2Client ec2,
      IamClient iam,
      Owner elastic,
      Owner nat,
      Owner closed) {
    String table = scenario.id(elastic, "routetable/workload-a");
    String group = scenario.id(elastic, GROUP);
    String vpc = scenario.id(elastic, "vpc");
    ec2.deleteRoute(request -> request.routeTableId(table).destinationCidrBlock(ANYWHERE));
    ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(ssh()));
    ec2.modifyVpcAttribute(
        request -> request.vpcId(vpc).enableDnsHostnames(value -> value.value(false)));
    String address = scenario.id(elastic, "address/app-0");
    String association =
        ec2.describeAddresses(request -> request.allocationIds(address))
            .addresses()
            .getFirst()
            .associationId();
    ec2.disassociateAddress(request -> request.associationId(association));

    String natTable = scenario.id(nat, "routetable/workload-a");
    String gateway = scenario.id(nat, "internetgateway");
    String natGroup = scenario.id(nat, GROUP);
    ec2.replaceRoute(request ->
        request.routeTableId(natTable).destinationCidrBlock(ANYWHERE).gatewayId(gateway));
    List<IpPermission> egress = group(ec2, natGroup).ipPermissionsEgress();
    ec2.revokeSecurityGroupEgress(request -> request.groupId(natGroup).ipPermissions(egress));
    ec2.stopInstances(request -> request.instanceIds(scenario.id(nat, "instance/app-0")));

    String role = scenario.id(closed, "role");
    String profile = scenario.id(closed, "instanceprofile");
    String policy =
        iam.listAttachedRolePolicies(request -> request.roleName(role))
            .attachedPolicies()
            .getFirst()
            .policyArn();
    iam.detachRolePolicy(request -> request.roleName(role).policyArn(policy));
    iam.removeRoleFromInstanceProfile(
        request -> request.instanceProfileName(profile).roleName(role));

    scenario.eventually(() -> {
      assertThat(defaultRoute(ec2, table).gatewayId())
          .isEqualTo(scenario.id(elastic, "internetgateway"));
      assertThat(group(ec2, group).ipPermissions()).isEmpty();
      assertThat(
              ec2.describeVpcAttribute(request ->
                      request.vpcId(vpc).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                  .enableDnsHostnames()
                  .value())
          .as("host names")
          .isTrue();
      assertThat(
              ec2.describeAddresses(request -> request.allocationIds(address))
                  .addresses()
                  .getFirst()
                  .networkInterfaceId())
          .isEqualTo(scenario.id(elastic, "networkinterface/app-0"));
      assertThat(scenario.harness.status(elastic).driftOrDefault().corrected())
          .as(scenario.describe(elastic))
          .isGreaterThanOrEqualTo(4);
    });
    scenario.eventually(() -> {
      assertThat(defaultRoute(ec2, natTable).natGatewayId())
          .isEqualTo(scenario.id(nat, "natgateway/a"));
      assertThat(group(ec2, natGroup).ipPermissionsEgress()).hasSameSizeAs(egress);
      assertThat(scenario.resource(nat, "instance/app-0").state()).isEqualTo("running");
      assertThat(scenario.harness.status(nat).driftOrDefault().corrected())
          .as(scenario.describe(nat))
          .isGreaterThanOrEqualTo(3);
    });
    scenario.eventually(() -> {
      assertThat(iam.listAttachedRolePolicies(request -> request.roleName(role)).attachedPolicies())
          .extracting("policyArn")
          .contains(policy);
      assertThat(
              iam.getInstanceProfile(request -> request.instanceProfileName(profile))
                  .instanceProfile()
                  .roles())
          .hasSize(1);
      assertThat(scenario.harness.status(closed).driftOrDefault().corrected())
          .as(scenario.describe(closed))
          .isGreaterThanOrEqualTo(2);
    });
    scenario.awaitReady(elastic, nat, closed);
  }

  private static void resources(
      EngineScenario scenario, Ec2Client ec2, Owner elastic, Owner nat, Owner closed) {
    String instance = scenario.id(elastic, "instance/app-0");
    String gateway = scenario.id(nat, "natgateway/a");
    String endpoint = scenario.id(closed, "vpcendpoint/ssm");
    String s3 = scenario.id(closed, "vpcendpoint/s3");
    int corrected = scenario.harness.status(elastic).driftOrDefault().corrected();
    ec2.terminateInstances(request -> request.instanceIds(instance));
    ec2.deleteNatGateway(request -> request.natGatewayId(gateway));
    ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint, s3));

    scenario.eventually(() -> {
      assertThat(scenario.resource(elastic, "instance/app-0"))
          .satisfies(replacement -> {
            assertThat(replacement.id()).isNotEqualTo(instance);
            assertThat(replacement.state()).isEqualTo("running");
          });
      assertThat(scenario.harness.status(elastic).driftOrDefault().corrected())
          .as(scenario.describe(elastic))
          .isGreaterThan(corrected);
    });
    scenario.eventually(() ->
        assertThat(scenario.resource(nat, "natgateway/a"))
            .as(scenario.describe(nat))
            .satisfies(other -> {
              assertThat(other.id()).isNotEqualTo(gateway);
              assertThat(other.state()).isEqualTo("available");
            }));
    scenario.eventually(() -> {
      assertThat(scenario.id(closed, "vpcendpoint/ssm")).isNotEqualTo(endpoint);
      assertThat(scenario.id(closed, "vpcendpoint/s3")).isNotEqualTo(s3);
    });
  }

  private static IpPermission ssh() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(22)
        .toPort(22)
        .ipRanges(IpRange.builder().cidrIp(ANYWHERE).build())
        .build();
  }

  private static SecurityGroup group(Ec2Client ec2, String id) {
    return ec2.describeSecurityGroups(request -> request.groupIds(id)).securityGroups().getFirst();
  }

  private static Route defaultRoute(Ec2Client ec2, String table) {
    return ec2
        .describeRouteTables(request ->
            request.filters(Filter.builder().name("route-table-id").values(table).build()))
        .routeTables()
        .getFirst()
        .routes()
        .stream()
        .filter(route -> ANYWHERE.equals(route.destinationCidrBlock()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no default route in " + table));
  }
}
