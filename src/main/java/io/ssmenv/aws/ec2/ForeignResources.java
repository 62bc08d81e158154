package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Lists resources of one kind that the environment does not own, each with its type and id, in a
 * stable order.
 */
final class ForeignResources {

  private ForeignResources() {}

  /** The network interfaces that match a filter and a condition. */
  static List<String> interfaces(
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
        ForeignResources::describe);
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
    return Stream.concat(ofGateways, ofEndpoints).collect(ImmutableCopy.toSet());
  }

  static List<String> instances(AwsCall call, String id) {
    return foreign(
        call,
        call.ec2().describeInstances(request -> request.instanceIds(id)).reservations().stream()
            .flatMap(reservation -> reservation.instances().stream()),
        Instance::tags,
        instance -> "instance " + instance.instanceId());
  }

  /** The groups with a rule that refers to a group; AWS keeps it, even if the rule is its own. */
  static List<String> groupsReferringTo(AwsCall call, String filter, String id) {
    return groups(
        call,
        Tagging.filter(filter, id),
        group -> !group.groupId().equals(id),
        "a rule of security group ");
  }

  /** The default group is deleted with its VPC. */
  static List<String> groupsIn(AwsCall call, String vpc) {
    return groups(
        call,
        Tagging.filter("vpc-id", vpc),
        group -> !group.groupName().equals("default"),
        "security group ");
  }

  private static List<String> groups(
      AwsCall call, Filter wanted, Predicate<SecurityGroup> which, String what) {
    return foreign(
        call,
        call
            .ec2()
            .describeSecurityGroupsPaginator(request -> request.filters(wanted))
            .securityGroups()
            .stream()
            .filter(which),
        SecurityGroup::tags,
        group -> what + group.groupId() + " (" + group.groupName() + ")");
  }

  static List<String> subnets(AwsCall call, String filter, String id, String what) {
    Filter wanted = Tagging.filter(filter, id);
    return foreign(
        call,
        call.ec2().describeSubnetsPaginator(request -> request.filters(wanted)).subnets().stream(),
        subnet -> subnet.tags(),
        subnet -> what + "subnet " + subnet.subnetId());
  }

  static List<String> endpoints(AwsCall call, String vpc) {
    Filter inVpc = Tagging.filter("vpc-id", vpc);
    return foreign(
        call,
        call
            .ec2()
            .describeVpcEndpointsPaginator(request -> request.filters(inVpc))
            .vpcEndpoints()
            .stream(),
        endpoint -> endpoint.tags(),
        endpoint -> "VPC endpoint " + endpoint.vpcEndpointId());
  }

  /** The main route table is deleted with its VPC. */
  static List<String> routeTables(AwsCall call, String vpc) {
    Filter inVpc = Tagging.filter("vpc-id", vpc);
    return foreign(
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
        table -> "route table " + table.routeTableId());
  }

  /** The default network ACL is deleted with its VPC. */
  static List<String> networkAcls(AwsCall call, String vpc) {
    List<Filter> wanted =
        List.of(Tagging.filter("vpc-id", vpc), Tagging.filter("default", "false"));
    return foreign(
        call,
        call
            .ec2()
            .describeNetworkAclsPaginator(request -> request.filters(wanted))
            .networkAcls()
            .stream(),
        acl -> acl.tags(),
        acl -> "network ACL " + acl.networkAclId());
  }

  static <T> List<String> foreign(
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
