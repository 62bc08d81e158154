package io.ssmenv.aws.foreign;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.InstanceHealth;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.BlockMode;
import io.ssmenv.cloud.TrafficControls.DhcpOptions;
import io.ssmenv.cloud.TrafficControls.Entry;
import io.ssmenv.cloud.TrafficControls.NetworkAcl;
import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.cloud.TrafficControls.PublicAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InternetGatewayExclusionMode;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusionState;

/**
 * Reads what lets traffic through in a VPC. Each part is read on its own: one that AWS denies hides
 * no other.
 */
public final class TrafficControlsReader {

  private static final String DNS_SERVERS = "domain-name-servers";
  private static final Set<String> PROTOCOLS = Set.of("-1", "6");
  private static final int LAST_PORT = 65_535;

  private final Ec2Client ec2;
  private final ForeignReads reads;
  private final List<CloudError> failures = new ArrayList<>();

  public TrafficControlsReader(Ec2Client ec2, ForeignReads reads) {
    this.ec2 = ec2;
    this.reads = reads;
  }

  /**
   * Reads them for a VPC.
   *
   * @param instanceIds the instances whose status checks are read
   */
  public TrafficControls read(String vpcId, SortedSet<String> instanceIds) {
    Set<Part> unread = EnumSet.noneOf(Part.class);
    Optional<List<NetworkAcl>> acls = part("DescribeNetworkAcls", () -> acls(vpcId));
    if (acls.isEmpty()) {
      unread.add(Part.ACLS);
    }
    Optional<Optional<String>> id = part("DescribeVpcs", () -> dhcpOptionsId(vpcId));
    Optional<DhcpOptions> dhcpOptions =
        id.flatMap(found -> found)
            .flatMap(found -> part("DescribeDhcpOptions", () -> dhcpOptions(found)));
    if (id.map(found -> found.isPresent() && dhcpOptions.isEmpty()).orElse(true)) {
      unread.add(Part.DHCP_OPTIONS);
    }
    Optional<BlockMode> mode = part("DescribeVpcBlockPublicAccessOptions", this::blockMode);
    Optional<PublicAccess> publicAccess =
        mode.flatMap(found ->
            found == BlockMode.OFF
                ? Optional.of(new PublicAccess(found, new TreeSet<>(), new TreeSet<>()))
                : part("DescribeVpcBlockPublicAccessExclusions", () -> publicAccess(found)));
    if (publicAccess.isEmpty()) {
      unread.add(Part.PUBLIC_ACCESS);
    }
    Optional<List<ForeignVpc.Endpoint>> endpoints = endpoints(vpcId);
    if (endpoints.isEmpty()) {
      unread.add(Part.ENDPOINTS);
    }
    Optional<Map<String, InstanceHealth>> instances = statusChecks(instanceIds);
    if (instances.isEmpty()) {
      unread.add(Part.STATUS_CHECKS);
    }
    return new TrafficControls(
        acls.orElse(List.of()),
        dhcpOptions,
        publicAccess,
        endpoints,
        instances,
        failures,
        unread,
        Map.of());
  }

  private Optional<Map<String, InstanceHealth>> statusChecks(SortedSet<String> ids) {
    try {
      return new HealthReader(ec2, reads).checks(ids);
    } catch (CloudException e) {
      failures.add(e.error());
      return Optional.empty();
    }
  }

  private Optional<List<ForeignVpc.Endpoint>> endpoints(String vpcId) {
    return part("DescribeSubnets", () -> subnets(vpcId))
        .flatMap(subnets -> {
          try {
            return Optional.of(new ForeignEndpointReader(ec2, reads).read(vpcId, subnets));
          } catch (CloudException e) {
            failures.add(e.error());
            return Optional.empty();
          }
        });
  }

  private List<Subnet> subnets(String vpcId) {
    return reads
        .items(
            "DescribeSubnets",
            ec2.describeSubnetsPaginator(request -> request.filters(ForeignVpcReader.ofVpc(vpcId))),
            page -> page.subnets())
        .stream()
        .filter(subnet -> subnet.cidrBlock() != null) // It has only IPv6.
        .toList();
  }

  private <T> Optional<T> part(String action, Supplier<T> read) {
    try {
      return reads.ifRoom(action, read);
    } catch (CloudException e) {
      failures.add(e.error());
      return Optional.empty();
    }
  }

  private List<NetworkAcl> acls(String vpcId) {
    return reads
        .items(
            "DescribeNetworkAcls",
            ec2.describeNetworkAclsPaginator(
                request -> request.filters(ForeignVpcReader.ofVpc(vpcId))),
            page -> page.networkAcls())
        .stream()
        .map(acl ->
            new NetworkAcl(
                acl.networkAclId(),
                acl.associations().stream()
                    .map(association -> association.subnetId())
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll),
                acl.entries().stream()
                    .filter(
                        entry -> entry.cidrBlock() != null && PROTOCOLS.contains(entry.protocol()))
                    .map(TrafficControlsReader::entry)
                    .toList()))
        .toList();
  }

  /** An entry for all protocols has no ports. */
  private static Entry entry(NetworkAclEntry entry) {
    return new Entry(
        entry.egress(),
        entry.ruleNumber(),
        entry.ruleAction() == RuleAction.ALLOW,
        entry.cidrBlock(),
        entry.portRange() == null ? 0 : entry.portRange().from(),
        entry.portRange() == null ? LAST_PORT : entry.portRange().to());
  }

  private Optional<String> dhcpOptionsId(String vpcId) {
    return ec2
        .describeVpcs(request -> request.filters(ForeignVpcReader.ofVpc(vpcId)))
        .vpcs()
        .stream()
        .map(Vpc::dhcpOptionsId)
        .findFirst();
  }

  /** A VPC whose DHCP options are {@code default} has none. */
  private DhcpOptions dhcpOptions(String id) {
    return new DhcpOptions(
        id,
        ec2
            .describeDhcpOptions(
                request -> request.filters(ForeignVpcReader.filter("dhcp-options-id", List.of(id))))
            .dhcpOptions()
            .stream()
            .flatMap(options -> options.dhcpConfigurations().stream())
            .filter(one -> DNS_SERVERS.equals(one.key()))
            .flatMap(one -> one.values().stream())
            .map(value -> value.value())
            .toList());
  }

  /** An account in which nothing was ever set may show no mode. */
  private BlockMode blockMode() {
    var options = ec2.describeVpcBlockPublicAccessOptions(_ -> {}).vpcBlockPublicAccessOptions();
    return Arrays.stream(BlockMode.values())
        .filter(mode ->
            options != null && mode.wire().equals(options.internetGatewayBlockModeAsString()))
        .findFirst()
        .orElse(BlockMode.OFF);
  }

  private PublicAccess publicAccess(BlockMode mode) {
    List<VpcBlockPublicAccessExclusion> exclusions = exclusions();
    return new PublicAccess(
        mode,
        resources(exclusions, InternetGatewayExclusionMode.ALLOW_BIDIRECTIONAL),
        resources(exclusions, InternetGatewayExclusionMode.ALLOW_EGRESS));
  }

  private List<VpcBlockPublicAccessExclusion> exclusions() {
    List<VpcBlockPublicAccessExclusion> all = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      String token = next.orElse(null);
      var page = ec2.describeVpcBlockPublicAccessExclusions(request -> request.nextToken(token));
      all.addAll(page.vpcBlockPublicAccessExclusions());
      next = Optional.ofNullable(page.nextToken()).filter(more -> !more.isEmpty());
      if (next.isPresent()) {
        reads.beforeNextPage("DescribeVpcBlockPublicAccessExclusions");
      }
    } while (next.isPresent());
    return all;
  }

  private static SortedSet<String> resources(
      List<VpcBlockPublicAccessExclusion> exclusions, InternetGatewayExclusionMode mode) {
    return exclusions.stream()
        .filter(one -> one.internetGatewayExclusionMode() == mode)
        .filter(one ->
            one.state() == VpcBlockPublicAccessExclusionState.CREATE_COMPLETE
                || one.state() == VpcBlockPublicAccessExclusionState.UPDATE_COMPLETE)
        .map(one -> one.resourceArn().substring(one.resourceArn().lastIndexOf('/') + 1))
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }
}
