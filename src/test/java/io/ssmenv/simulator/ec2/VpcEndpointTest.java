package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

class VpcEndpointTest {
  private static final String SSM = "com.amazonaws.eu-west-1.ssm";
  private static final String S3 = "com.amazonaws.eu-west-1.s3";

  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;
  private String subnet;
  private String group;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
    subnet = fixture.subnet(vpc, "10.20.1.0/24");
    AttributeBooleanValue on = AttributeBooleanValue.builder().value(true).build();
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(on));
    group =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("endpoints").description("endpoints"))
            .groupId();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String createInterface() {
    return ec2.createVpcEndpoint(r ->
            r.vpcId(vpc)
                .serviceName(SSM)
                .vpcEndpointType(VpcEndpointType.INTERFACE)
                .subnetIds(subnet)
                .securityGroupIds(group)
                .privateDnsEnabled(true))
        .vpcEndpoint()
        .vpcEndpointId();
  }

  private String createGateway(String table) {
    return ec2.createVpcEndpoint(r -> r.vpcId(vpc).serviceName(S3).routeTableIds(table))
        .vpcEndpoint()
        .vpcEndpointId();
  }

  private VpcEndpoint described(String id) {
    return ec2.describeVpcEndpoints(r -> r.vpcEndpointIds(id)).vpcEndpoints().getFirst();
  }

  @Test
  void anInterfaceEndpointHasAnInterfaceOfItsRequesterInEachSubnet() {
    String id = createInterface();
    assertThat(described(id).stateAsString()).isEqualTo("pending");
    fixture.passSeconds(180);
    VpcEndpoint endpoint = described(id);
    assertThat(endpoint.stateAsString()).isEqualTo("available");
    assertThat(endpoint.subnetIds()).containsExactly(subnet);
    assertThat(endpoint.privateDnsEnabled()).isTrue();
    assertThat(endpoint.dnsEntries())
        .anyMatch(entry -> entry.dnsName().equals("ssm.eu-west-1.amazonaws.com"));
    NetworkInterface eni =
        ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(endpoint.networkInterfaceIds()))
            .networkInterfaces()
            .getFirst();
    assertThat(eni.requesterManaged()).isTrue();
    assertThat(eni.interfaceTypeAsString()).isEqualTo("vpc_endpoint");
    refused(
        "OperationNotPermitted",
        () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni.networkInterfaceId())));
  }

  @Test
  void groupAndSubnetCannotBeDeletedUntilTheEndpointIsDeleted() {
    String id = createInterface();
    fixture.passSeconds(180);
    assertThat(ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(id)).unsuccessful()).isEmpty();
    assertThat(described(id).stateAsString()).isEqualTo("deleting");
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(group)));
    refused("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
    fixture.passSeconds(90);
    refused("InvalidVpcEndpointId.NotFound", () -> described(id));
    ec2.deleteSecurityGroup(r -> r.groupId(group));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
  }

  @Test
  void deletingAnUnknownEndpointSucceedsAndListsIt() {
    String known = createInterface();
    List<UnsuccessfulItem> left =
        ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(known, "vpce-0123456789abcdef0"))
            .unsuccessful();
    assertThat(left)
        .singleElement()
        .matches(item -> item.resourceId().equals("vpce-0123456789abcdef0"))
        .matches(item -> item.error().code().equals("InvalidVpcEndpointId.NotFound"));
    assertThat(described(known).stateAsString()).isEqualTo("deleting");
  }

  @Test
  void aSecondPrivateDnsOfAServiceFailsEvenWhileTheFirstIsBeingDeleted() {
    String first = createInterface();
    assertThat(refused("InvalidParameter", this::createInterface).getMessage())
        .contains("conflicting DNS domain");
    ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(first));
    refused("InvalidParameter", this::createInterface);
    fixture.passSeconds(90);
    createInterface();
  }

  @Test
  void privateDnsNeedsBothDnsAttributes() {
    AttributeBooleanValue off = AttributeBooleanValue.builder().value(false).build();
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(off));
    refused("InvalidParameter", this::createInterface);
  }

  @Test
  void anEndpointHasOneSubnetInAZone() {
    String sameZone = fixture.subnet(vpc, "10.20.2.0/24");
    String id = createInterface();
    fixture.passSeconds(180);
    refused(
        "DuplicateSubnetsInSameZone",
        () -> ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).addSubnetIds(sameZone)));
    String otherZone =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.3.0/24").availabilityZone("eu-west-1b"))
            .subnet()
            .subnetId();
    ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).addSubnetIds(otherZone));
    assertThat(described(id).networkInterfaceIds()).hasSize(2);
    ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).removeSubnetIds(subnet));
    assertThat(described(id).subnetIds()).containsExactly(otherZone);
    ec2.deleteSubnet(r -> r.subnetId(subnet));
  }

  @Test
  void privateDnsCanBeTurnedOffAndOnOnceTheEndpointIsAvailable() {
    String id = createInterface();
    refused(
        "IncorrectState",
        () -> ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).privateDnsEnabled(false)));
    fixture.passSeconds(180);
    ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).privateDnsEnabled(false));
    assertThat(described(id).privateDnsEnabled()).isFalse();
    ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).privateDnsEnabled(true));
    assertThat(described(id).privateDnsEnabled()).isTrue();
  }

  @Test
  void aGatewayEndpointAddsARouteToItsTablesAndRemovesIt() {
    String table = fixture.table(vpc);
    String id = createGateway(table);
    refused("RouteAlreadyExists", () -> createGateway(table));
    fixture.passSeconds(8);
    String list =
        ec2.describePrefixLists(r -> r.filters(filter("prefix-list-name", S3)))
            .prefixLists()
            .getFirst()
            .prefixListId();
    assertThat(
            ec2.describeRouteTables(r -> r.routeTableIds(table)).routeTables().getFirst().routes())
        .anyMatch(
            route -> list.equals(route.destinationPrefixListId()) && id.equals(route.gatewayId()));
    ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(id));
    fixture.passSeconds(8);
    assertThat(
            ec2.describeRouteTables(r -> r.routeTableIds(table)).routeTables().getFirst().routes())
        .hasSize(1);
  }

  @Test
  void servicesDifferFromRegionToRegion() {
    assertThat(
            ec2.describeVpcEndpointServices(
                    r -> r.serviceNames("com.amazonaws.eu-west-1.ec2messages"))
                .serviceDetails())
        .singleElement()
        .matches(service -> service.privateDnsName().equals("ec2messages.eu-west-1.amazonaws.com"));
    refused(
        "InvalidServiceName",
        () ->
            ec2.describeVpcEndpointServices(
                r -> r.serviceNames("com.amazonaws.mx-central-1.ec2messages")));
    refused(
        "InvalidServiceName",
        () -> ec2.createVpcEndpoint(r -> r.vpcId(vpc).serviceName("com.amazonaws.eu-west-1.no")));
    refused("InvalidParameter", () -> ec2.createVpcEndpoint(r -> r.vpcId(vpc).serviceName(SSM)));
  }
}
