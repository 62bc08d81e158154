package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

class RoutingTest {
  private static final String ALL = "0.0.0.0/0";

  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;
  private String subnet;
  private String table;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
    subnet = fixture.subnet(vpc, "10.20.1.0/24");
    table = fixture.table(vpc);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private RouteTable described(String id) {
    return ec2.describeRouteTables(r -> r.routeTableIds(id)).routeTables().getFirst();
  }

  private Route defaultRoute() {
    return described(table).routes().stream()
        .filter(route -> ALL.equals(route.destinationCidrBlock()))
        .findFirst()
        .orElseThrow();
  }

  private void createDefaultRoute(String gateway) {
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(gateway));
  }

  @Test
  void aRouteBecomesABlackholeWhenItsGatewayIsDetached() {
    String gateway = fixture.gateway(vpc);
    createDefaultRoute(gateway);
    assertThat(defaultRoute().stateAsString()).isEqualTo("active");
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    assertThat(defaultRoute().stateAsString()).isEqualTo("blackhole");
  }

  @Test
  void createFailsForAnExistingRouteAndReplaceForAMissingOne() {
    String gateway = fixture.gateway(vpc);
    refused(
        "InvalidParameterValue",
        () ->
            ec2.replaceRoute(
                r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(gateway)));
    createDefaultRoute(gateway);
    refused("RouteAlreadyExists", () -> createDefaultRoute(gateway));
    ec2.replaceRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL).gatewayId(gateway));
    ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL));
    refused(
        "InvalidRoute.NotFound",
        () -> ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(ALL)));
  }

  @Test
  void aRouteNeedsATargetInItsOwnVpc() {
    refused("InvalidGatewayID.NotFound", () -> createDefaultRoute("igw-0123456789abcdef0"));
    refused(
        "InvalidNatGatewayID.NotFound",
        () ->
            ec2.createRoute(r ->
                r.routeTableId(table)
                    .destinationCidrBlock(ALL)
                    .natGatewayId("nat-0123456789abcdef0")));
    String detached = ec2.createInternetGateway(_ -> {}).internetGateway().internetGatewayId();
    refused("InvalidParameterValue", () -> createDefaultRoute(detached));
  }

  @Test
  void theLocalRouteCannotBeChanged() {
    refused(
        "InvalidParameterValue",
        () -> ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("10.20.0.0/16")));
  }

  @Test
  void aSubnetHasOneTableAndATableInUseCannotBeDeleted() {
    String association =
        ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet)).associationId();
    fixture.passSeconds(3);
    assertThat(described(table).associations())
        .singleElement()
        .matches(a -> a.associationState().stateAsString().equals("associated"));
    String other = fixture.table(vpc);
    refused(
        "Resource.AlreadyAssociated",
        () -> ec2.associateRouteTable(r -> r.routeTableId(other).subnetId(subnet)));
    refused("DependencyViolation", () -> ec2.deleteRouteTable(r -> r.routeTableId(table)));
    String moved =
        ec2.replaceRouteTableAssociation(r -> r.associationId(association).routeTableId(other))
            .newAssociationId();
    ec2.deleteRouteTable(r -> r.routeTableId(table));
    ec2.disassociateRouteTable(r -> r.associationId(moved));
    refused(
        "InvalidAssociationID.NotFound",
        () -> ec2.disassociateRouteTable(r -> r.associationId(moved)));
    ec2.deleteRouteTable(r -> r.routeTableId(other));
  }

  @Test
  void theMainAssociationCannotBeRemoved() {
    RouteTable main =
        ec2.describeRouteTables(
                r -> r.filters(filter("vpc-id", vpc), filter("association.main", "true")))
            .routeTables()
            .getFirst();
    String association = main.associations().getFirst().routeTableAssociationId();
    refused(
        "InvalidParameterValue",
        () -> ec2.disassociateRouteTable(r -> r.associationId(association)));
  }

  @Test
  void aClientTokenCreatesOneTable() {
    String first =
        ec2.createRouteTable(r -> r.vpcId(vpc).clientToken("t1")).routeTable().routeTableId();
    String second =
        ec2.createRouteTable(r -> r.vpcId(vpc).clientToken("t1")).routeTable().routeTableId();
    assertThat(second).isEqualTo(first);
    String otherVpc = fixture.vpc();
    refused(
        "IdempotentParameterMismatch",
        () -> ec2.createRouteTable(r -> r.vpcId(otherVpc).clientToken("t1")));
  }

  @Test
  void aGatewayIsAttachedToOneVpcAndAVpcHasOneGateway() {
    String gateway = fixture.gateway(vpc);
    refused(
        "Resource.AlreadyAssociated",
        () -> ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc)));
    refused("InvalidParameterValue", () -> fixture.gateway(vpc));
    refused(
        "DependencyViolation", () -> ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway)));
    String otherVpc = fixture.vpc();
    refused(
        "Gateway.NotAttached",
        () -> ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(otherVpc)));
  }
}
