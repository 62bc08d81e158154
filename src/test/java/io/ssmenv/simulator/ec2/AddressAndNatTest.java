package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NatGateway;

class AddressAndNatTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;
  private String subnet;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
    subnet = fixture.subnet(vpc, "10.20.1.0/24");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String createNat(String allocationId) {
    return ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(allocationId))
        .natGateway()
        .natGatewayId();
  }

  private NatGateway nat(String id) {
    return ec2.describeNatGateways(r -> r.natGatewayIds(id)).natGateways().getFirst();
  }

  private Address address(String id) {
    return ec2.describeAddresses(r -> r.allocationIds(id)).addresses().getFirst();
  }

  private String associate(String allocationId, String eni) {
    return ec2.associateAddress(r -> r.allocationId(allocationId).networkInterfaceId(eni))
        .associationId();
  }

  @Test
  void anAssociationNeedsAGatewayAndBlocksItsDetachment() {
    String allocation = fixture.address();
    String eni = fixture.networkInterface(subnet);
    refused("Gateway.NotAttached", () -> associate(allocation, eni));
    String gateway = fixture.gateway(vpc);
    String association = associate(allocation, eni);
    assertThat(associate(allocation, eni)).isEqualTo(association);
    assertThat(address(allocation).networkInterfaceId()).isEqualTo(eni);
    refused("InvalidIPAddress.InUse", () -> ec2.releaseAddress(r -> r.allocationId(allocation)));
    refused(
        "DependencyViolation",
        () -> ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc)));
    ec2.disassociateAddress(r -> r.associationId(association));
    ec2.disassociateAddress(r -> r.associationId(association));
    refused(
        "InvalidAssociationID.NotFound",
        () -> ec2.disassociateAddress(r -> r.associationId("eipassoc-0123456789abcdef0")));
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    ec2.releaseAddress(r -> r.allocationId(allocation));
    refused("InvalidAllocationID.NotFound", () -> address(allocation));
  }

  @Test
  void anAssociatedAddressMovesOnlyWithAllowReassociation() {
    fixture.gateway(vpc);
    String allocation = fixture.address();
    String association = associate(allocation, fixture.networkInterface(subnet));
    String other = fixture.networkInterface(subnet);
    refused(
        "Resource.AlreadyAssociated",
        () ->
            ec2.associateAddress(r ->
                r.allocationId(allocation).networkInterfaceId(other).allowReassociation(false)));
    assertThat(associate(allocation, other)).isNotEqualTo(association);
  }

  @Test
  void aNatGatewayIsAvailableAfterAboutTwoMinutesAndDeletedAfterOne() {
    fixture.gateway(vpc);
    String allocation = fixture.address();
    String id = createNat(allocation);
    fixture.passSeconds(80);
    assertThat(nat(id).stateAsString()).isEqualTo("pending");
    fixture.passSeconds(46);
    assertThat(nat(id).stateAsString()).isEqualTo("available");
    assertThat(nat(id).natGatewayAddresses())
        .singleElement()
        .matches(a -> a.publicIp().equals(address(allocation).publicIp()));
    assertThat(nat(id).createTime()).isEqualTo(Ec2Fixture.START);

    refused("AuthFailure", () -> ec2.releaseAddress(r -> r.allocationId(allocation)));
    refused("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
    ec2.deleteNatGateway(r -> r.natGatewayId(id));
    assertThat(nat(id).stateAsString()).isEqualTo("deleting");
    refused("AuthFailure", () -> ec2.releaseAddress(r -> r.allocationId(allocation)));
    fixture.passSeconds(90);
    assertThat(nat(id).stateAsString()).isEqualTo("deleted");
    ec2.releaseAddress(r -> r.allocationId(allocation));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    fixture.passSeconds(4200);
    refused("NatGatewayNotFound", () -> nat(id));
  }

  @Test
  void problemsOfANatGatewayAreReportedInItsFailureCode() {
    String withoutGateway = createNat(fixture.address());
    fixture.passSeconds(40);
    assertThat(nat(withoutGateway).stateAsString()).isEqualTo("failed");
    assertThat(nat(withoutGateway).failureCode()).isEqualTo("Gateway.NotAttached");

    fixture.gateway(vpc);
    String taken = fixture.address();
    associate(taken, fixture.networkInterface(subnet));
    String withTaken = createNat(taken);
    fixture.passSeconds(40);
    assertThat(nat(withTaken).failureCode()).isEqualTo("Resource.AlreadyAssociated");
    refused("InvalidElasticIpID.NotFound", () -> createNat("eipalloc-0123456789abcdef0"));
  }

  @Test
  void aTokenStillReturnsADeletedNatGateway() {
    fixture.gateway(vpc);
    String allocation = fixture.address();
    String id =
        ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(allocation).clientToken("token"))
            .natGateway()
            .natGatewayId();
    ec2.deleteNatGateway(r -> r.natGatewayId(id));
    fixture.passSeconds(4000);
    NatGateway again =
        ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(allocation).clientToken("token"))
            .natGateway();
    assertThat(again.natGatewayId()).isEqualTo(id);
  }
}
