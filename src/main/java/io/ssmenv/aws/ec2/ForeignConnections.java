package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;

/**
 * Lists what connects a VPC with other networks and does not belong to the environment. None of it
 * is deleted with the VPC [D].
 */
final class ForeignConnections {

  private ForeignConnections() {}

  static List<String> internetGateways(AwsCall call, String vpc) {
    return ForeignResources.foreign(
        call,
        call
            .ec2()
            .describeInternetGatewaysPaginator(
                request -> request.filters(Tagging.filter("attachment.vpc-id", vpc)))
            .internetGateways()
            .stream(),
        gateway -> gateway.tags(),
        gateway -> "internet gateway " + gateway.internetGatewayId());
  }

  /** This API has no filter for the VPC [D]. */
  static List<String> egressOnlyGateways(AwsCall call, String vpc) {
    return ForeignResources.foreign(
        call,
        call
            .ec2()
            .describeEgressOnlyInternetGatewaysPaginator()
            .egressOnlyInternetGateways()
            .stream()
            .filter(gateway ->
                gateway.attachments().stream()
                    .anyMatch(attachment -> vpc.equals(attachment.vpcId()))),
        gateway -> gateway.tags(),
        gateway -> "egress-only internet gateway " + gateway.egressOnlyInternetGatewayId());
  }

  /** A gateway is also listed with the VPC that it was detached from. This API has no pages [D]. */
  static List<String> vpnGateways(AwsCall call, String vpc) {
    return ForeignResources.foreign(
        call,
        call
            .ec2()
            .describeVpnGateways(
                request -> request.filters(Tagging.filter("attachment.vpc-id", vpc)))
            .vpnGateways()
            .stream()
            .filter(gateway ->
                gateway.vpcAttachments().stream()
                    .filter(attachment -> vpc.equals(attachment.vpcId()))
                    .anyMatch(
                        attachment -> !States.word(attachment.stateAsString()).equals("detached"))),
        gateway -> gateway.tags(),
        gateway -> "VPN gateway " + gateway.vpnGatewayId());
  }

  static List<String> peeringConnections(AwsCall call, String vpc) {
    return Stream.of("requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id")
        .flatMap(side -> peeringConnections(call, Tagging.filter(side, vpc), vpc).stream())
        .toList();
  }

  private static List<String> peeringConnections(AwsCall call, Filter ofVpc, String vpc) {
    return ForeignResources.foreign(
        call,
        call
            .ec2()
            .describeVpcPeeringConnectionsPaginator(request -> request.filters(ofVpc))
            .vpcPeeringConnections()
            .stream()
            .filter(peering -> blocks(peering, vpc)),
        peering -> peering.tags(),
        peering ->
            "VPC peering connection %s (%s)"
                .formatted(
                    peering.vpcPeeringConnectionId(),
                    States.word(peering.status().codeAsString())));
  }

  /**
   * A request is deleted with the VPC that made it, and blocks the one that it was made to [D]. An
   * accepted connection blocks both [C], until it is deleted.
   */
  private static boolean blocks(VpcPeeringConnection peering, String vpc) {
    boolean requester = vpc.equals(peering.requesterVpcInfo().vpcId());
    boolean accepter = vpc.equals(peering.accepterVpcInfo().vpcId());
    return switch (States.word(peering.status().codeAsString())) {
      case "initiating-request", "pending-acceptance" -> accepter;
      case "provisioning", "active", "deleting" -> requester || accepter;
      default -> false;
    };
  }
}
