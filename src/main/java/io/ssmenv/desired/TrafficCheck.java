package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.BlockMode;
import io.ssmenv.cloud.TrafficControls.NetworkAcl;
import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.cloud.TrafficControls.PublicAccess;
import io.ssmenv.desired.TrafficFlow.Direction;
import io.ssmenv.desired.TrafficFlow.Ports;
import io.ssmenv.topology.Ipv4Range;
import io.ssmenv.topology.VpcEndpoint;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps the agents of an environment from Systems Manager in a VPC of somebody else, and is
 * neither a route nor a security group. It names only what is certain to drop packets, or likely to
 * mislead names. All of it is for others to change.
 *
 * @param vpc also with what the environment itself has there
 * @param workloads the ranges of the subnets of its instances, by id
 * @param publicSubnets the ranges of the subnets of its own NAT gateways, by id
 */
public record TrafficCheck(
    TrafficControls controls,
    ForeignVpc vpc,
    EnvironmentSpec spec,
    SortedMap<String, String> workloads,
    SortedMap<String, String> publicSubnets) {

  private static final String AMAZON_DNS = "AmazonProvidedDNS";
  private static final String LINK_LOCAL_DNS = "169.254.169.253";

  /** Sentences without their last period; one for each network ACL, and one for each other part. */
  public List<String> findings() {
    return Stream.of(
            said(Part.ACLS, denials()),
            said(Part.DHCP_OPTIONS, dnsServers().stream()),
            said(Part.PUBLIC_ACCESS, blocked().stream()))
        .flatMap(one -> one)
        .toList();
  }

  /** What could not be read again may have changed meanwhile. */
  private Stream<String> said(Part part, Stream<String> findings) {
    return Optional.ofNullable(controls.earlier().get(part))
        .map(at -> " (as read at %s, and not since)".formatted(at.truncatedTo(ChronoUnit.SECONDS)))
        .map(when -> findings.map(finding -> finding + when))
        .orElse(findings);
  }

  private Stream<String> denials() {
    Map<String, String> byAcl = new TreeMap<>();
    for (TrafficFlow flow : flows().toList()) {
      for (NetworkAcl acl : controls.acls()) {
        if (acl.subnets().contains(flow.subnetId())) {
          flow.denial(acl, vpc.id()).ifPresent(why -> byAcl.putIfAbsent(acl.id(), why));
        }
      }
    }
    return byAcl.values().stream();
  }

  private Stream<TrafficFlow> flows() {
    return switch (spec.connectivity().pattern()) {
      case ELASTIC_IP -> outside(workloads, Ports.OF_INSTANCES);
      case NAT_GATEWAY ->
          Stream.of(
                  outside(workloads, Ports.OF_INSTANCES),
                  outside(publicSubnets, Ports.OF_NAT_GATEWAYS),
                  between(publicSubnets).filter(flow -> publicSubnets.containsKey(flow.subnetId())))
              .flatMap(one -> one);
      case PRIVATE_ENDPOINTS -> provided() ? Stream.empty() : between(endpointSubnets());
    };
  }

  private static Stream<TrafficFlow> outside(SortedMap<String, String> subnets, Ports answers) {
    return subnets.keySet().stream().flatMap(id -> connections(id, TrafficFlow.ANYWHERE, answers));
  }

  private static Stream<TrafficFlow> connections(String client, String server, Ports answers) {
    return Stream.of(
        new TrafficFlow(client, Direction.OUT, server, Ports.HTTPS),
        new TrafficFlow(client, Direction.IN, server, answers));
  }

  /** Network ACLs do not see traffic within a subnet. */
  private Stream<TrafficFlow> between(SortedMap<String, String> servers) {
    return workloads.entrySet().stream()
        .flatMap(client ->
            servers.entrySet().stream()
                .filter(server -> !server.getKey().equals(client.getKey()))
                .flatMap(server ->
                    Stream.concat(
                        connections(client.getKey(), server.getValue(), Ports.OF_INSTANCES),
                        Stream.of(
                            new TrafficFlow(
                                server.getKey(), Direction.IN, client.getValue(), Ports.HTTPS),
                            new TrafficFlow(
                                server.getKey(),
                                Direction.OUT,
                                client.getValue(),
                                Ports.OF_INSTANCES)))));
  }

  private SortedMap<String, String> endpointSubnets() {
    return vpc.subnets().stream()
        .filter(subnet ->
            vpc.endpoints().stream()
                .filter(endpoint -> VpcEndpoint.isForAgents(endpoint.service()))
                .anyMatch(endpoint -> endpoint.ranges().contains(subnet.cidr())))
        .collect(
            Collectors.toMap(
                ForeignVpc.Subnet::id, ForeignVpc.Subnet::cidr, (one, _) -> one, TreeMap::new));
  }

  private boolean provided() {
    return spec.connectivity().endpointsOrDefault().providedOrDefault();
  }

  /** The names of Systems Manager are public, unless endpoints take them over. */
  private Optional<String> dnsServers() {
    return controls
        .dhcpOptions()
        .filter(options -> options.dnsServers().stream().noneMatch(this::isOfVpc))
        .filter(options ->
            options.dnsServers().isEmpty()
                || (spec.connectivity().pattern() == Pattern.PRIVATE_ENDPOINTS && !provided()))
        .map(options ->
            options.dnsServers().isEmpty()
                ? "The DHCP options %s of %s name no DNS server. Ask the owner of the VPC for DHCP options with AmazonProvidedDNS"
                    .formatted(options.id(), vpc.id())
                : "The DHCP options %s of %s name the DNS servers %s instead of AmazonProvidedDNS, so the names of Systems Manager may not resolve to the endpoints. Have these servers forward the names to the resolver of the VPC, or ask its owner for other DHCP options"
                    .formatted(options.id(), vpc.id(), String.join(", ", options.dnsServers())));
  }

  /** The resolver of a VPC has the third address of each of its ranges [D]. */
  private boolean isOfVpc(String server) {
    return server.equals(AMAZON_DNS)
        || server.equals(LINK_LOCAL_DNS)
        || vpc.cidrs().stream().anyMatch(range -> new Ipv4Range(range).third().equals(server));
  }

  private Optional<String> blocked() {
    return controls
        .publicAccess()
        .flatMap(access ->
            switch (spec.connectivity().pattern()) {
              case ELASTIC_IP ->
                  workloads.keySet().stream()
                      .filter(subnet -> blocks(access, subnet) != BlockMode.OFF)
                      .findFirst()
                      .map(subnet -> blocked(access, subnet, "allow-bidirectional"));
              case NAT_GATEWAY ->
                  publicSubnets.keySet().stream()
                      .filter(subnet -> blocks(access, subnet) == BlockMode.BIDIRECTIONAL)
                      .findFirst()
                      .or(() -> elsewhere(access))
                      .map(subnet -> blocked(access, subnet, "allow-egress"));
              case PRIVATE_ENDPOINTS -> Optional.empty();
            });
  }

  /**
   * The subnet of a NAT gateway of the owner is not known, and only some of them may be excluded.
   */
  private Optional<String> elsewhere(PublicAccess access) {
    boolean excluded =
        Stream.concat(access.allowed().stream(), access.egressAllowed().stream())
            .anyMatch(id -> id.equals(vpc.id()) || vpc.subnet(id).isPresent());
    return access.mode() != BlockMode.BIDIRECTIONAL || excluded
        ? Optional.empty()
        : workloads.keySet().stream()
            .flatMap(id -> vpc.subnet(id).stream())
            .map(subnet -> subnet.egress().target())
            .filter(target -> target.startsWith("nat-"))
            .findFirst();
  }

  private BlockMode blocks(PublicAccess access, String subnet) {
    if (access.allowed().contains(subnet) || access.allowed().contains(vpc.id())) {
      return BlockMode.OFF;
    }
    return access.egressAllowed().contains(subnet) || access.egressAllowed().contains(vpc.id())
        ? BlockMode.INGRESS
        : access.mode();
  }

  private String blocked(PublicAccess access, String what, String exclusion) {
    return "VPC Block Public Access of the account is %s in %s, so nothing passes between %s and the Internet gateway. Ask for an exclusion of %s%s with %s"
        .formatted(
            access.mode().wire(),
            spec.region(),
            what,
            what.startsWith("subnet-") ? "this subnet or of " : "",
            vpc.id(),
            exclusion);
  }
}
