package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

class VpcAndSubnetTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private Vpc described(String id) {
    return ec2.describeVpcs(r -> r.vpcIds(id)).vpcs().getFirst();
  }

  @Test
  void aVpcIsPendingForSomeSecondsAndKeepsItsTags() {
    Vpc created =
        ec2.createVpc(r ->
                r.cidrBlock("10.20.0.0/16")
                    .tagSpecifications(Ec2Fixture.tags(ResourceType.VPC, "owner", "a b&c")))
            .vpc();
    assertThat(created.stateAsString()).isEqualTo("pending");
    fixture.passSeconds(3);
    Vpc vpc = described(created.vpcId());
    assertThat(vpc.stateAsString()).isEqualTo("available");
    assertThat(vpc.cidrBlock()).isEqualTo("10.20.0.0/16");
    assertThat(vpc.tags()).singleElement().extracting("value").isEqualTo("a b&c");
    assertThat(vpc.ownerId()).isEqualTo("111122223333");
  }

  @Test
  void aNewVpcHasAMainTableWithTheLocalRouteAndADefaultGroup() {
    String id = fixture.vpc();
    RouteTable main =
        ec2.describeRouteTables(r -> r.filters(filter("vpc-id", id))).routeTables().getFirst();
    assertThat(main.associations()).singleElement().matches(a -> a.main());
    assertThat(main.routes())
        .singleElement()
        .matches(r -> r.gatewayId().equals("local") && r.stateAsString().equals("active"));
    SecurityGroup group =
        ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", id)))
            .securityGroups()
            .getFirst();
    assertThat(group.groupName()).isEqualTo("default");
    assertThat(group.ipPermissionsEgress()).hasSize(1);
    refused("CannotDelete", () -> ec2.deleteSecurityGroup(r -> r.groupId(group.groupId())));
    refused(
        "DependencyViolation",
        () -> ec2.deleteRouteTable(r -> r.routeTableId(main.routeTableId())));
  }

  @Test
  void dnsAttributesAreSetOneAtATime() {
    String id = fixture.vpc();
    assertThat(dns(id)).containsExactly(true, false);
    AttributeBooleanValue on = AttributeBooleanValue.builder().value(true).build();
    refused(
        "InvalidParameterCombination",
        () -> ec2.modifyVpcAttribute(r -> r.vpcId(id).enableDnsSupport(on).enableDnsHostnames(on)));
    ec2.modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(on));
    assertThat(dns(id)).containsExactly(true, true);
  }

  private List<Boolean> dns(String id) {
    return List.of(
        ec2.describeVpcAttribute(r -> r.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
            .enableDnsSupport()
            .value(),
        ec2.describeVpcAttribute(r -> r.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
            .enableDnsHostnames()
            .value());
  }

  @Test
  void rangesOfVpcsAndSubnetsAreChecked() {
    refused("InvalidVpc.Range", () -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/8")));
    refused("InvalidParameterValue", () -> ec2.createVpc(r -> r.cidrBlock("10.0.0.300/16")));
    String vpc = fixture.vpc();
    fixture.subnet(vpc, "10.20.1.0/24");
    refused("InvalidSubnet.Conflict", () -> fixture.subnet(vpc, "10.20.1.128/25"));
    refused("InvalidSubnet.Range", () -> fixture.subnet(vpc, "10.21.0.0/24"));
    refused("InvalidSubnet.Range", () -> fixture.subnet(vpc, "10.20.2.1/24"));
    refused("InvalidVpcID.NotFound", () -> fixture.subnet("vpc-0123456789abcdef0", "10.20.3.0/24"));
    refused(
        "InvalidParameterValue",
        () ->
            ec2.createSubnet(
                r -> r.vpcId(vpc).cidrBlock("10.20.4.0/24").availabilityZone("eu-west-1x")));
  }

  @Test
  void aSubnetShowsItsZoneAndItsFreeAddresses() {
    String vpc = fixture.vpc();
    String id =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.1.0/24").availabilityZone("eu-west-1b"))
            .subnet()
            .subnetId();
    fixture.networkInterface(id);
    Subnet subnet = ec2.describeSubnets(r -> r.subnetIds(id)).subnets().getFirst();
    assertThat(subnet.availabilityZone()).isEqualTo("eu-west-1b");
    assertThat(subnet.availabilityZoneId()).isEqualTo("euw1-az2");
    assertThat(subnet.availableIpAddressCount()).isEqualTo(256 - 5 - 1);
    assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
  }

  @Test
  void aVpcCanOnlyBeDeletedWhenItIsEmpty() {
    String vpc = fixture.vpc();
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    String eni = fixture.networkInterface(subnet);
    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
    refused("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    String gateway = fixture.gateway(vpc);
    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway));
    String table = fixture.table(vpc);
    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
    ec2.deleteRouteTable(r -> r.routeTableId(table));
    ec2.deleteVpc(r -> r.vpcId(vpc));
    refused("InvalidVpcID.NotFound", () -> described(vpc));
    assertThat(ec2.describeSecurityGroups(_ -> {}).securityGroups()).isEmpty();
    assertThat(ec2.describeRouteTables(_ -> {}).routeTables()).isEmpty();
    assertThat(fixture.aws.resources()).isEmpty();
  }

  @Test
  void theQuotaOfVpcsIsEnforced() {
    try (Ec2Fixture small =
        Ec2Fixture.start(
            Simulations.options().withQuotas(Quotas.NEW_ACCOUNT).withReadLag(ReadLag.NONE))) {
      for (int i = 0; i < 5; i++) {
        small.vpc();
      }
      refused("VpcLimitExceeded", small::vpc);
    }
  }
}
