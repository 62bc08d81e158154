package io.ssmenv.aws.foreign;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.topology.ImmutableCopy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** Reads the interface endpoints of a VPC that have the names of their services in it. */
record ForeignEndpointReader(Ec2Client ec2, ForeignReads reads) {

  private static final int HTTPS = 443;
  private static final Set<String> PROTOCOLS = Set.of("tcp", "-1");
  private static final Set<String> GONE = Set.of("deleted", "failed", "rejected", "expired");

  List<ForeignVpc.Endpoint> read(String vpcId, List<Subnet> subnets) {
    List<VpcEndpoint> endpoints =
        reads.next(
            "DescribeVpcEndpoints",
            () ->
                reads
                    .items(
                        "DescribeVpcEndpoints",
                        ec2.describeVpcEndpointsPaginator(
                            request -> request.filters(ForeignVpcReader.ofVpc(vpcId))),
                        page -> page.vpcEndpoints())
                    .stream()
                    .filter(one -> one.vpcEndpointType() == VpcEndpointType.INTERFACE)
                    .filter(one -> Boolean.TRUE.equals(one.privateDnsEnabled()))
                    .filter(one -> !GONE.contains(state(one)))
                    .toList());
    Map<String, SecurityGroup> groups =
        groups(endpoints.stream().flatMap(one -> groupIds(one).stream()).toList());
    Map<String, String> ranges =
        subnets.stream().collect(Collectors.toMap(Subnet::subnetId, Subnet::cidrBlock));
    return endpoints.stream().map(one -> endpoint(one, groups, ranges)).toList();
  }

  /** AWS returns {@code available} where the SDK knows {@code Available}. */
  private static String state(VpcEndpoint endpoint) {
    return Optional.ofNullable(endpoint.stateAsString()).orElse("").toLowerCase(Locale.ROOT);
  }

  private static SortedSet<String> groupIds(VpcEndpoint endpoint) {
    return endpoint.groups().stream()
        .map(SecurityGroupIdentifier::groupId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, SecurityGroup> groups(List<String> ids) {
    return ids.isEmpty()
        ? Map.of()
        : reads.next(
            "DescribeSecurityGroups",
            () ->
                reads
                    .items(
                        "DescribeSecurityGroups",
                        ec2.describeSecurityGroupsPaginator(request ->
                            request.filters(
                                ForeignVpcReader.filter("group-id", new TreeSet<>(ids)))),
                        page -> page.securityGroups())
                    .stream()
                    .collect(Collectors.toMap(SecurityGroup::groupId, Function.identity())));
  }

  private static ForeignVpc.Endpoint endpoint(
      VpcEndpoint endpoint, Map<String, SecurityGroup> groups, Map<String, String> ranges) {
    SortedSet<String> ids = groupIds(endpoint);
    Set<String> subnets = ImmutableCopy.of(endpoint.subnetIds());
    return new ForeignVpc.Endpoint(
        endpoint.vpcEndpointId(),
        endpoint.serviceName(),
        state(endpoint).equals("available"),
        ranges.entrySet().stream()
            .filter(subnet -> subnets.contains(subnet.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.toCollection(TreeSet::new)),
        new EndpointPolicyText(endpoint.policyDocument()).allowsAll(),
        ids,
        sources(groups, ids, permission -> permission.ipRanges().stream().map(IpRange::cidrIp)),
        sources(groups, ids, ForeignEndpointReader::sourceIds),
        ForeignVpcReader.environment(endpoint.tags()));
  }

  private static SortedSet<String> sources(
      Map<String, SecurityGroup> groups,
      Set<String> ids,
      Function<IpPermission, Stream<String>> kind) {
    return groups.entrySet().stream()
        .filter(group -> ids.contains(group.getKey()))
        .flatMap(group -> group.getValue().ipPermissions().stream())
        .filter(ForeignEndpointReader::allowsHttps)
        .flatMap(kind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> sourceIds(IpPermission permission) {
    return Stream.concat(
        permission.userIdGroupPairs().stream().map(UserIdGroupPair::groupId),
        permission.prefixListIds().stream().map(PrefixListId::prefixListId));
  }

  /** A permission for all protocols has no ports. */
  private static boolean allowsHttps(IpPermission permission) {
    return PROTOCOLS.contains(permission.ipProtocol())
        && (permission.fromPort() == null || permission.fromPort() <= HTTPS)
        && (permission.toPort() == null || permission.toPort() >= HTTPS);
  }
}
