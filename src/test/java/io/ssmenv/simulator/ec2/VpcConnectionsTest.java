package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GatewayType;
import software.amazon.awssdk.services.ec2.model.VpcAttachment;
import software.amazon.awssdk.services.ec2.model.VpnGateway;

/** What connects a VPC with other networks keeps it from being deleted. */
class VpcConnectionsTest {
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

  private void refuseDeletion(String id) {
    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(id)));
  }

  @Test
  void anEgressOnlyGatewayIsAttachedUntilItIsDeleted() {
    String gateway =
        ec2.createEgressOnlyInternetGateway(r -> r.vpcId(vpc))
            .egressOnlyInternetGateway()
            .egressOnlyInternetGatewayId();
    assertThat(ec2.describeEgressOnlyInternetGateways(_ -> {}).egressOnlyInternetGateways())
        .singleElement()
        .satisfies(found ->
            assertThat(found.attachments())
                .singleElement()
                .matches(attachment -> attachment.vpcId().equals(vpc))
                .matches(attachment -> attachment.stateAsString().equals("attached")));
    refuseDeletion(vpc);

    ec2.deleteEgressOnlyInternetGateway(r -> r.egressOnlyInternetGatewayId(gateway));

    ec2.deleteVpc(r -> r.vpcId(vpc));
    refused(
        "InvalidEgressOnlyInternetGatewayId.NotFound",
        () -> ec2.deleteEgressOnlyInternetGateway(r -> r.egressOnlyInternetGatewayId(gateway)));
  }

  @Test
  void egressOnlyGatewaysHaveNoFilterForTheirVpc() {
    refused(
        "InvalidParameterValue",
        () ->
            ec2.describeEgressOnlyInternetGateways(
                r -> r.filters(filter("attachment.vpc-id", vpc))));
  }

  @Test
  void aVpnGatewayBlocksFromAttachingUntilItIsDetached() {
    String gateway = vpnGateway();
    ec2.attachVpnGateway(r -> r.vpnGatewayId(gateway).vpcId(vpc));
    assertThat(attachmentState(gateway)).isEqualTo("attaching");
    refuseDeletion(vpc);
    fixture.passSeconds(60);
    assertThat(attachmentState(gateway)).isEqualTo("attached");
    refused("IncorrectState", () -> ec2.deleteVpnGateway(r -> r.vpnGatewayId(gateway)));
    refused(
        "VpnGatewayAttachmentLimitExceeded",
        () -> ec2.attachVpnGateway(r -> r.vpnGatewayId(gateway).vpcId(fixture.vpc())));
    refused(
        "InvalidParameterValue",
        () -> ec2.attachVpnGateway(r -> r.vpnGatewayId(vpnGateway()).vpcId(vpc)));

    ec2.detachVpnGateway(r -> r.vpnGatewayId(gateway).vpcId(vpc));
    assertThat(attachmentState(gateway)).isEqualTo("detaching");
    refuseDeletion(vpc);
    fixture.passSeconds(60);
    assertThat(attachmentState(gateway)).isEqualTo("detached");
    ec2.deleteVpc(r -> r.vpcId(vpc));

    ec2.deleteVpnGateway(r -> r.vpnGatewayId(gateway));
    assertThat(described(gateway).stateAsString()).isEqualTo("deleted");
    refused(
        "InvalidVpnGatewayID.NotFound", () -> ec2.deleteVpnGateway(r -> r.vpnGatewayId(gateway)));
    fixture.pass(Duration.ofHours(1));
    refused("InvalidVpnGatewayID.NotFound", () -> described(gateway));
  }

  @Test
  void anAcceptedPeeringConnectionBlocksBothVpcsUntilItIsDeleted() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.21.0.0/16")).vpc().vpcId();
    String connection = peering(vpc, other);
    ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(connection));
    assertThat(status(connection)).isEqualTo("provisioning");
    fixture.passSeconds(5);
    assertThat(status(connection)).isEqualTo("active");
    List.of(vpc, other).forEach(this::refuseDeletion);

    ec2.deleteVpcPeeringConnection(r -> r.vpcPeeringConnectionId(connection));
    assertThat(status(connection)).isEqualTo("deleting");
    fixture.passSeconds(5);
    assertThat(status(connection)).isEqualTo("deleted");
    List.of(vpc, other).forEach(id -> ec2.deleteVpc(r -> r.vpcId(id)));
    refused(
        "InvalidStateTransition",
        () -> ec2.deleteVpcPeeringConnection(r -> r.vpcPeeringConnectionId(connection)));
    fixture.pass(Duration.ofHours(2));
    refused("InvalidVpcPeeringConnectionID.NotFound", () -> status(connection));
  }

  @Test
  void aPeeringRequestBlocksOnlyTheVpcThatHasToAcceptIt() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.21.0.0/16")).vpc().vpcId();
    String rejected = peering(vpc, other);
    String withdrawn = peering(vpc, other);
    refuseDeletion(other);
    ec2.rejectVpcPeeringConnection(r -> r.vpcPeeringConnectionId(rejected));
    assertThat(status(rejected)).isEqualTo("rejected");
    refuseDeletion(other);

    ec2.deleteVpc(r -> r.vpcId(vpc));

    assertThat(status(withdrawn)).isEqualTo("deleted");
    ec2.deleteVpc(r -> r.vpcId(other));
  }

  @Test
  void aPeeringRequestOfOverlappingVpcsFails() {
    String connection = peering(vpc, fixture.vpc());

    assertThat(status(connection)).isEqualTo("failed");
    ec2.deleteVpc(r -> r.vpcId(vpc));
  }

  private String vpnGateway() {
    return ec2.createVpnGateway(r -> r.type(GatewayType.IPSEC_1)).vpnGateway().vpnGatewayId();
  }

  private VpnGateway described(String gateway) {
    return ec2.describeVpnGateways(r -> r.vpnGatewayIds(gateway)).vpnGateways().getFirst();
  }

  private String attachmentState(String gateway) {
    return described(gateway).vpcAttachments().stream()
        .map(VpcAttachment::stateAsString)
        .findFirst()
        .orElseThrow();
  }

  /** Requests a peering connection, and waits until it is requested or has failed. */
  private String peering(String requester, String accepter) {
    String connection =
        ec2.createVpcPeeringConnection(r -> r.vpcId(requester).peerVpcId(accepter))
            .vpcPeeringConnection()
            .vpcPeeringConnectionId();
    assertThat(status(connection)).isEqualTo("initiating-request");
    fixture.passSeconds(5);
    return connection;
  }

  private String status(String connection) {
    return ec2.describeVpcPeeringConnections(r -> r.vpcPeeringConnectionIds(connection))
        .vpcPeeringConnections()
        .getFirst()
        .status()
        .codeAsString();
  }
}
