package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.topology.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Finds the resources of others that keep EC2 from deleting one of ours. EC2's error names only the
 * resource that cannot be deleted. [D]
 */
final class DeletionBlockers {

  private DeletionBlockers() {}

  /** The network interfaces of others that match a filter. */
  static List<String> interfaces(AwsCall call, String filter, String id) {
    return interfaces(call, filter, id, any -> true);
  }

  /** What has a public address keeps the internet gateway of its VPC attached. */
  static List<String> publicAddresses(AwsCall call, String vpcId) {
    return interfaces(
        call,
        "vpc-id",
        vpcId,
        one -> one.association() != null && one.association().publicIp() != null);
  }

  private static List<String> interfaces(
      AwsCall call, String filter, String id, Predicate<NetworkInterface> which) {
    Filter wanted = Tagging.filter(filter, id);
    Set<String> own = ownInterfaces(call);
    return foreign(
        call,
        call
            .ec2()
            .describeNetworkInterfacesPaginator(request -> request.filters(wanted))
            .networkInterfaces()
            .stream()
            .filter(one -> !own.contains(one.networkInterfaceId()))
            .filter(which),
        NetworkInterface::tagSet,
        DeletionBlockers::describe);
  }

  /** AWS creates them without tags, and deletes them with the NAT gateway or endpoint. */
  private static Set<String> ownInterfaces(AwsCall call) {
    Filter own = Tagging.filter("tag:" + Ownership.TAG_ENVIRONMENT, call.owner().environment());
    Stream<String> ofGateways =
        call
            .ec2()
            .describeNatGatewaysPaginator(request -> request.filter(own))
            .natGateways()
            .stream()
            .flatMap(gateway -> gateway.natGatewayAddresses().stream())
            .flatMap(address -> Optional.ofNullable(address.networkInterfaceId()).stream());
    Stream<String> ofEndpoints =
        call
            .ec2()
            .describeVpcEndpointsPaginator(request -> request.filters(own))
            .vpcEndpoints()
            .stream()
            .flatMap(endpoint -> endpoint.networkInterfaceIds().stream());
    return Stream.concat(ofGateways, ofEndpoints).collect(Collectors.toUnmodifiableSet());
  }

  /** The instance of somebody else that a network interface of ours is attached to. */
  static List<String> ofInterface(AwsCall call, String id) {
    return call
        .ec2()
        .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
        .networkInterfaces()
        .stream()
        .filter(one -> one.attachment() != null)
        .flatMap(one ->
            one.attachment().instanceId() == null
                ? Stream.of("attachment " + one.attachment().attachmentId())
                : instances(call, one.attachment().instanceId()).stream())
        .toList();
  }

  private static List<String> instances(AwsCall call, String id) {
    return foreign(
        call,
        call.ec2().describeInstances(request -> request.instanceIds(id)).reservations().stream()
            .flatMap(reservation -> reservation.instances().stream()),
        Instance::tags,
        instance -> "instance " + instance.instanceId());
  }

  /** The network interface of somebody else that an address of ours is associated with. */
  static List<String> ofAddress(AwsCall call, String id) {
    return call.ec2().describeAddresses(request -> request.allocationIds(id)).addresses().stream()
        .filter(address -> address.networkInterfaceId() != null)
        .flatMap(address ->
            interfaces(call, "network-interface-id", address.networkInterfaceId()).stream())
        .toList();
  }

  /** What uses a security group, and the groups whose rules refer to it. */
  static List<String> ofGroup(AwsCall call, String id) {
    List<String> blockers = new ArrayList<>(interfaces(call, "group-id", id));
    for (String filter : List.of("ip-permission.group-id", "egress.ip-permission.group-id")) {
      blockers.addAll(groups(call, filter, id, "a rule of security group "));
    }
    return blockers.stream().distinct().toList();
  }

  private static List<String> groups(AwsCall call, String filter, String id, String what) {
    Filter wanted = Tagging.filter(filter, id);
    return foreign(
        call,
        call
            .ec2()
            .describeSecurityGroupsPaginator(request -> request.filters(wanted))
            .securityGroups()
            .stream()
            .filter(group -> !group.groupId().equals(id) && !group.groupName().equals("default")),
        SecurityGroup::tags,
        group -> what + group.groupId() + " (" + group.groupName() + ")");
  }

  /** The subnets of others that a route table of ours is associated with. */
  static List<String> ofRouteTable(AwsCall call, String id) {
    return call
        .ec2()
        .describeRouteTables(request -> request.routeTableIds(id))
        .routeTables()
        .stream()
        .flatMap(table -> table.associations().stream())
        .flatMap(association -> Optional.ofNullable(association.subnetId()).stream())
        .flatMap(subnet -> subnets(call, "subnet-id", subnet, "the association with ").stream())
        .sorted()
        .toList();
  }

  private static List<String> subnets(AwsCall call, String filter, String id, String what) {
    Filter wanted = Tagging.filter(filter, id);
    return foreign(
        call,
        call.ec2().describeSubnetsPaginator(request -> request.filters(wanted)).subnets().stream(),
        subnet -> subnet.tags(),
        subnet -> what + "subnet " + subnet.subnetId());
  }

  /** Everything of others in a VPC. */
  static List<String> ofVpc(AwsCall call, String id) {
    Filter inVpc = Tagging.filter("vpc-id", id);
    List<String> blockers = new ArrayList<>(interfaces(call, "vpc-id", id));
    blockers.addAll(
        foreign(
            call,
            call
                .ec2()
                .describeVpcEndpointsPaginator(request -> request.filters(inVpc))
                .vpcEndpoints()
                .stream(),
            endpoint -> endpoint.tags(),
            endpoint -> "VPC endpoint " + endpoint.vpcEndpointId()));
    blockers.addAll(subnets(call, "vpc-id", id, ""));
    blockers.addAll(groups(call, "vpc-id", id, "security group "));
    blockers.addAll(
        foreign(
            call,
            call
                .ec2()
                .describeRouteTablesPaginator(request -> request.filters(inVpc))
                .routeTables()
                .stream()
                .filter(table ->
                    table.associations().stream()
                        .noneMatch(association -> Boolean.TRUE.equals(association.main()))),
            table -> table.tags(),
            table -> "route table " + table.routeTableId()));
    blockers.addAll(
        foreign(
            call,
            call
                .ec2()
                .describeInternetGatewaysPaginator(
                    request -> request.filters(Tagging.filter("attachment.vpc-id", id)))
                .internetGateways()
                .stream(),
            gateway -> gateway.tags(),
            gateway -> "internet gateway " + gateway.internetGatewayId()));
    return blockers;
  }

  private static <T> List<String> foreign(
      AwsCall call, Stream<T> found, Function<T, List<Tag>> tags, Function<T, String> description) {
    return found
        .filter(one ->
            Ownership.read(Tagging.read(tags.apply(one))).filter(call.owner()::owns).isEmpty())
        .map(description)
        .sorted()
        .toList();
  }

  private static String describe(NetworkInterface one) {
    String description = one.description() == null ? "" : one.description();
    String user =
        one.attachment() == null || one.attachment().instanceId() == null
            ? ""
            : " of instance " + one.attachment().instanceId();
    return "network interface "
        + one.networkInterfaceId()
        + user
        + (description.isBlank() ? "" : " (" + description + ")");
  }
}
