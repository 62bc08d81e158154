package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** The required order of deletions. */
class DependencyViolationTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String group(String name) {
    return ec2.createSecurityGroup(r -> r.groupName(name).description(name).vpcId(vpc)).groupId();
  }

  private static Consumer<IpPermission.Builder> from(String group) {
    return p ->
        p.ipProtocol("tcp").fromPort(443).toPort(443).userIdGroupPairs(g -> g.groupId(group));
  }

  @Test
  void groupsWithRulesForEachOtherCannotBeDeletedUntilTheRulesAreRevoked() {
    String one = group("one");
    String two = group("two");
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(one).ipPermissions(from(two)));
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(two).ipPermissions(from(one)));
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(one)));
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(two)));
    ec2.revokeSecurityGroupIngress(r -> r.groupId(two).ipPermissions(from(one)));
    ec2.deleteSecurityGroup(r -> r.groupId(one));
    ec2.deleteSecurityGroup(r -> r.groupId(two));
    assertThatCode(() -> ec2.deleteVpc(r -> r.vpcId(vpc))).doesNotThrowAnyException();
  }

  @Test
  void aGroupWithARuleForItselfCanBeDeleted() {
    String one = group("one");
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(one).ipPermissions(from(one)));
    assertThatCode(() -> ec2.deleteSecurityGroup(r -> r.groupId(one))).doesNotThrowAnyException();
  }

  @Test
  void aForeignEndpointBlocksItsGroupItsSubnetAndTheVpc() {
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    String group = group("managed");
    String endpoint =
        ec2.createVpcEndpoint(r ->
                r.vpcId(vpc)
                    .vpcEndpointType(VpcEndpointType.INTERFACE)
                    .serviceName("com.amazonaws.eu-west-1.ssm")
                    .privateDnsEnabled(false)
                    .subnetIds(subnet)
                    .securityGroupIds(group))
            .vpcEndpoint()
            .vpcEndpointId();
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(group)));
    refused("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
    ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint));
    refused("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
    fixture.passSeconds(600);
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    ec2.deleteSecurityGroup(r -> r.groupId(group));
    assertThatCode(() -> ec2.deleteVpc(r -> r.vpcId(vpc))).doesNotThrowAnyException();
  }

  private RouteTable described(String table) {
    return ec2.describeRouteTables(r -> r.routeTableIds(table)).routeTables().getFirst();
  }

  @Test
  void theMainTableCannotBeDeletedUntilAnotherOneIsMain() {
    RouteTable main = ec2.describeRouteTables(_ -> {}).routeTables().getFirst();
    String other = fixture.table(vpc);
    refused(
        "DependencyViolation",
        () -> ec2.deleteRouteTable(r -> r.routeTableId(main.routeTableId())));
    ec2.replaceRouteTableAssociation(r ->
        r.associationId(main.associations().getFirst().routeTableAssociationId())
            .routeTableId(other));
    ec2.deleteRouteTable(r -> r.routeTableId(main.routeTableId()));
    assertThat(described(other).associations())
        .singleElement()
        .returns(true, RouteTableAssociation::main);
    refused("DependencyViolation", () -> ec2.deleteRouteTable(r -> r.routeTableId(other)));
  }

  @Test
  void aNatGatewayInAFullSubnetFailsAndReleasesItsAddress() {
    fixture.gateway(vpc);
    String small = fixture.subnet(vpc, "10.20.1.0/28");
    List<String> interfaces =
        IntStream.range(0, 11).mapToObj(_ -> fixture.networkInterface(small)).toList();
    refused("InsufficientFreeAddressesInSubnet", () -> fixture.networkInterface(small));
    String address = fixture.address();
    String nat =
        ec2.createNatGateway(r -> r.subnetId(small).allocationId(address))
            .natGateway()
            .natGatewayId();
    fixture.passSeconds(600);
    assertThat(ec2.describeNatGateways(r -> r.natGatewayIds(nat)).natGateways())
        .singleElement()
        .matches(n -> n.stateAsString().equals("failed"))
        .matches(n -> n.failureCode().equals("InsufficientFreeAddressesInSubnet"));
    ec2.releaseAddress(r -> r.allocationId(address));
    assertThat(interfaces).hasSize(11);
  }
}
