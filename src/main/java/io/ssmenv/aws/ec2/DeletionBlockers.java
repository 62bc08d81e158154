package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.BlockerSearch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/**
 * Finds the resources of others that keep EC2 from deleting one of ours. EC2's error names only the
 * resource that cannot be deleted. [D] Only the kinds that can block a type of resource are listed.
 */
final class DeletionBlockers {

  private static final String INTERFACES = "network interfaces";
  private static final String DESCRIBE_INTERFACES = "DescribeNetworkInterfaces";
  private static final String DESCRIBE_GROUPS = "DescribeSecurityGroups";

  private DeletionBlockers() {}

  static List<String> ofSubnet(AwsCall call, String id) {
    return interfaces(call, "subnet-id", id).blockers();
  }

  /** What has a public address keeps the internet gateway of its VPC attached. */
  static List<String> ofGatewayAttachment(AwsCall call, String vpc) {
    return new BlockerSearch()
        .add(
            INTERFACES,
            DESCRIBE_INTERFACES,
            () ->
                ForeignResources.interfaces(
                    call,
                    "vpc-id",
                    vpc,
                    one -> one.association() != null && one.association().publicIp() != null))
        .blockers();
  }

  private static BlockerSearch interfaces(AwsCall call, String filter, String id) {
    return new BlockerSearch()
        .add(
            INTERFACES,
            DESCRIBE_INTERFACES,
            () -> ForeignResources.interfaces(call, filter, id, any -> true));
  }

  /** The instance of somebody else that a network interface of ours is attached to. */
  static List<String> ofInterface(AwsCall call, String id) {
    return new BlockerSearch()
        .add("attachments", DESCRIBE_INTERFACES, () -> attachments(call, id))
        .blockers();
  }

  private static List<String> attachments(AwsCall call, String id) {
    return call
        .ec2()
        .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
        .networkInterfaces()
        .stream()
        .filter(one -> one.attachment() != null)
        .flatMap(one ->
            one.attachment().instanceId() == null
                ? Stream.of("attachment " + one.attachment().attachmentId())
                : ForeignResources.instances(call, one.attachment().instanceId()).stream())
        .toList();
  }

  /** The network interface of somebody else that an address of ours is associated with. */
  static List<String> ofAddress(AwsCall call, String id) {
    return new BlockerSearch()
        .add("associations", "DescribeAddresses", () -> associatedInterfaces(call, id))
        .blockers();
  }

  private static List<String> associatedInterfaces(AwsCall call, String id) {
    return call.ec2().describeAddresses(request -> request.allocationIds(id)).addresses().stream()
        .filter(address -> address.networkInterfaceId() != null)
        .flatMap(address ->
            ForeignResources.interfaces(
                call, "network-interface-id", address.networkInterfaceId(), any -> true)
                .stream())
        .toList();
  }

  /** What uses a security group, and the groups whose rules refer to it. */
  static List<String> ofGroup(AwsCall call, String id) {
    BlockerSearch search = interfaces(call, "group-id", id);
    for (String filter : List.of("ip-permission.group-id", "egress.ip-permission.group-id")) {
      search.add(
          "rules that refer to the group",
          DESCRIBE_GROUPS,
          () -> ForeignResources.groupsReferringTo(call, filter, id));
    }
    return search.blockers();
  }

  /** The subnets of others that a route table of ours is associated with, and its VPC. */
  static List<String> ofRouteTable(AwsCall call, String id) {
    return new BlockerSearch()
        .add("associations", "DescribeRouteTables", () -> associations(call, id))
        .blockers();
  }

  private static List<String> associations(AwsCall call, String id) {
    return call
        .ec2()
        .describeRouteTables(request -> request.routeTableIds(id))
        .routeTables()
        .stream()
        .flatMap(table ->
            table.associations().stream()
                .flatMap(association -> association(call, table.vpcId(), association)))
        .sorted()
        .toList();
  }

  private static Stream<String> association(
      AwsCall call, String vpc, RouteTableAssociation association) {
    return Boolean.TRUE.equals(association.main())
        ? Stream.of("the association with VPC " + vpc + " as its main route table")
        : Optional.ofNullable(association.subnetId()).stream()
            .flatMap(subnet ->
                ForeignResources.subnets(call, "subnet-id", subnet, "the association with ")
                    .stream());
  }

  /**
   * Everything of others in a VPC or attached to it. Transit gateways, load balancers and other
   * services are in a VPC by their network interfaces [D].
   */
  static List<String> ofVpc(AwsCall call, String id) {
    return interfaces(call, "vpc-id", id)
        .add("VPC endpoints", "DescribeVpcEndpoints", () -> ForeignResources.endpoints(call, id))
        .add("subnets", "DescribeSubnets", () -> ForeignResources.subnets(call, "vpc-id", id, ""))
        .add("security groups", DESCRIBE_GROUPS, () -> ForeignResources.groupsIn(call, id))
        .add("route tables", "DescribeRouteTables", () -> ForeignResources.routeTables(call, id))
        .add("network ACLs", "DescribeNetworkAcls", () -> ForeignResources.networkAcls(call, id))
        .add(
            "internet gateways",
            "DescribeInternetGateways",
            () -> ForeignConnections.internetGateways(call, id))
        .add(
            "egress-only internet gateways",
            "DescribeEgressOnlyInternetGateways",
            () -> ForeignConnections.egressOnlyGateways(call, id))
        .add("VPN gateways", "DescribeVpnGateways", () -> ForeignConnections.vpnGateways(call, id))
        .add(
            "VPC peering connections",
            "DescribeVpcPeeringConnections",
            () -> ForeignConnections.peeringConnections(call, id))
        .blockers();
  }
}
