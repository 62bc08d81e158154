package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** Quotas; by default those of a new account. */
class QuotaTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;

  @BeforeEach
  void start() {
    start(Quotas.NEW_ACCOUNT);
  }

  private void start(Quotas quotas) {
    fixture = Ec2Fixture.start(Simulations.options().withQuotas(quotas).withReadLag(ReadLag.NONE));
    ec2 = fixture.ec2;
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aRegionHasFiveAddressesAndAReleasedOneCanBeReplaced() {
    List<String> five = Stream.generate(fixture::address).limit(5).toList();
    refused("AddressLimitExceeded", fixture::address);
    ec2.releaseAddress(r -> r.allocationId(five.getFirst()));
    assertThatCode(fixture::address).doesNotThrowAnyException();
  }

  @Test
  void aRegionHasAsManyInternetGatewaysAsVpcs() {
    for (int i = 0; i < 5; i++) {
      ec2.createInternetGateway(_ -> {});
    }
    refused("InternetGatewayLimitExceeded", () -> ec2.createInternetGateway(_ -> {}));
  }

  private String nat(String subnetId) {
    return ec2.createNatGateway(
            r -> r.subnetId(subnetId).connectivityType(ConnectivityType.PRIVATE))
        .natGateway()
        .natGatewayId();
  }

  @Test
  void aZoneHasFiveNatGatewaysThatAreNotDeleted() {
    String vpc = fixture.vpc();
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    String otherSubnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.2.0/24").availabilityZone("eu-west-1b"))
            .subnet()
            .subnetId();
    List<String> five = Stream.generate(() -> nat(subnet)).limit(5).toList();
    refused("NatGatewayLimitExceeded", () -> nat(subnet));
    nat(otherSubnet);
    ec2.deleteNatGateway(r -> r.natGatewayId(five.getFirst()));
    refused("NatGatewayLimitExceeded", () -> nat(subnet));
    fixture.passSeconds(79);
    assertThatCode(() -> nat(subnet)).doesNotThrowAnyException();
  }

  private void launch(String subnet, int count) {
    ec2.runInstances(r ->
        r.imageId(Ec2Fixture.image())
            .instanceType(InstanceType.T3_MICRO)
            .minCount(count)
            .maxCount(count)
            .subnetId(subnet));
  }

  @Test
  void virtualCpusOfRunningInstancesCount() {
    String subnet = fixture.subnet(fixture.vpc(), "10.20.1.0/24");
    refused("VcpuLimitExceeded", () -> launch(subnet, 17));
    launch(subnet, 16);
    refused("VcpuLimitExceeded", () -> launch(subnet, 1));
    refused(
        "DryRunOperation",
        () ->
            ec2.runInstances(r ->
                r.dryRun(true)
                    .imageId(Ec2Fixture.image())
                    .instanceType(InstanceType.T3_MICRO)
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnet)));
    String one =
        ec2.describeInstances(_ -> {})
            .reservations()
            .getFirst()
            .instances()
            .getFirst()
            .instanceId();
    fixture.passSeconds(42);
    ec2.terminateInstances(r -> r.instanceIds(one));
    fixture.passSeconds(31);
    launch(subnet, 1);
    refused("VcpuLimitExceeded", () -> launch(subnet, 1));
  }

  private void authorize(String group, int from, int to) {
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(group)
            .ipPermissions(p ->
                p.ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .ipRanges(
                        IntStream.range(from, to)
                            .mapToObj(
                                i -> IpRange.builder().cidrIp("10.0.%d.0/24".formatted(i)).build())
                            .toList())));
  }

  @Test
  void aGroupHasSixtyRulesInEachDirectionAndACallThatExceedsThemAddsNone() {
    String vpc = fixture.vpc();
    String group =
        ec2.createSecurityGroup(r -> r.groupName("g").description("g").vpcId(vpc)).groupId();
    authorize(group, 0, 59);
    refused("RulesPerSecurityGroupLimitExceeded", () -> authorize(group, 59, 61));
    authorize(group, 59, 60);
    refused("RulesPerSecurityGroupLimitExceeded", () -> authorize(group, 60, 61));
    assertThat(
            ec2.describeSecurityGroupRules(r -> r.filters(Ec2Fixture.filter("group-id", group)))
                .securityGroupRules())
        .hasSize(61);
  }

  @Test
  void anInterfaceIsInFiveGroups() {
    String vpc = fixture.vpc();
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    List<String> six =
        IntStream.range(0, 6)
            .mapToObj(i ->
                ec2.createSecurityGroup(r -> r.groupName("g" + i).description("g").vpcId(vpc))
                    .groupId())
            .toList();
    String code = "SecurityGroupsPerInterfaceLimitExceeded";
    refused(code, () -> ec2.createNetworkInterface(r -> r.subnetId(subnet).groups(six)));
    String eni = fixture.networkInterface(subnet);
    refused(
        code,
        () -> ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(eni).groups(six)));
    assertThatCode(() ->
            ec2.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId(eni).groups(six.subList(0, 5))))
        .doesNotThrowAnyException();
  }

  @Test
  void resourcesPerVpcAndRoutesPerTableAreLimited() {
    stop();
    start(new Quotas(5, 5, 5, 1, 2, 2, 2, 60, 32, 1000, 1000));
    String vpc = fixture.vpc();
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    fixture.subnet(vpc, "10.20.2.0/24");
    refused("SubnetLimitExceeded", () -> fixture.subnet(vpc, "10.20.3.0/24"));
    String table = fixture.table(vpc);
    refused("RouteTableLimitExceeded", () -> fixture.table(vpc));
    String gateway = fixture.gateway(vpc);
    route(table, gateway, "0.0.0.0/0");
    refused("RouteLimitExceeded", () -> route(table, gateway, "192.0.2.0/24"));
    endpoint(vpc, subnet, "ssm");
    refused("VpcEndpointLimitExceeded", () -> endpoint(vpc, subnet, "ssmmessages"));
  }

  private void route(String table, String gateway, String destination) {
    ec2.createRoute(
        r -> r.routeTableId(table).gatewayId(gateway).destinationCidrBlock(destination));
  }

  private void endpoint(String vpc, String subnet, String service) {
    ec2.createVpcEndpoint(r ->
        r.vpcId(vpc)
            .subnetIds(subnet)
            .vpcEndpointType(VpcEndpointType.INTERFACE)
            .privateDnsEnabled(false)
            .serviceName("com.amazonaws.eu-west-1." + service));
  }
}
