package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What is read only while something is amiss, as AWS showed it: what lets traffic through in a VPC,
 * apart from its routes and security groups, and whether instances answer at all. What was never
 * read is empty.
 *
 * @param acls the network ACLs of the VPC
 * @param endpoints the interface endpoints that have the DNS names of their services in the VPC
 * @param instances the status checks of running instances, by id
 * @param failures why something could not be read
 * @param unread what is not known
 * @param earlier what could not be read now, and is known since a time
 */
public record TrafficControls(
    List<NetworkAcl> acls,
    Optional<DhcpOptions> dhcpOptions,
    Optional<PublicAccess> publicAccess,
    Optional<List<ForeignVpc.Endpoint>> endpoints,
    Optional<Map<String, InstanceHealth>> instances,
    List<CloudError> failures,
    Set<Part> unread,
    Map<Part, Instant> earlier) {

  /** What is read on its own. */
  public enum Part {
    ACLS,
    DHCP_OPTIONS,
    PUBLIC_ACCESS,
    ENDPOINTS,
    STATUS_CHECKS
  }

  /** Nothing is known. */
  public static final TrafficControls UNREAD =
      new TrafficControls(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          EnumSet.allOf(Part.class),
          Map.of());

  public TrafficControls {
    acls = List.copyOf(acls);
    endpoints = endpoints.map(List::copyOf);
    instances = instances.map(ImmutableCopy::of);
    failures = List.copyOf(failures);
    unread = ImmutableCopy.of(unread);
    earlier = ImmutableCopy.of(earlier);
  }

  /** All of the traffic controls were read now. */
  public TrafficControls(
      List<NetworkAcl> acls,
      Optional<DhcpOptions> dhcpOptions,
      Optional<PublicAccess> publicAccess,
      Optional<List<ForeignVpc.Endpoint>> endpoints,
      List<CloudError> failures) {
    this(
        acls, dhcpOptions, publicAccess, endpoints, Optional.empty(), failures, Set.of(), Map.of());
  }

  /**
   * The same with what was known before of that which could not be read.
   *
   * @param at when that was read
   */
  public TrafficControls completedFrom(TrafficControls before, Instant at) {
    Map<Part, Instant> kept = new EnumMap<>(Part.class);
    for (Part part : unread) {
      if (!before.unread.contains(part)) {
        kept.put(part, before.earlier.getOrDefault(part, at));
      }
    }
    Set<Part> unknown = new HashSet<>(unread);
    unknown.removeAll(kept.keySet());
    return new TrafficControls(
        kept.containsKey(Part.ACLS) ? before.acls : acls,
        kept.containsKey(Part.DHCP_OPTIONS) ? before.dhcpOptions : dhcpOptions,
        kept.containsKey(Part.PUBLIC_ACCESS) ? before.publicAccess : publicAccess,
        kept.containsKey(Part.ENDPOINTS) ? before.endpoints : endpoints,
        kept.containsKey(Part.STATUS_CHECKS) ? before.instances : instances,
        failures,
        unknown,
        kept);
  }

  /** A copy without the endpoints that an environment has created. */
  public TrafficControls without(String environment) {
    return new TrafficControls(
        acls,
        dhcpOptions,
        publicAccess,
        endpoints.map(
            all -> all.stream().filter(one -> !one.environment().equals(environment)).toList()),
        instances,
        failures,
        unread,
        earlier);
  }

  /** A copy in which the times are those of another clock. */
  public TrafficControls withTimes(UnaryOperator<Instant> conversion) {
    Map<Part, Instant> converted = new EnumMap<>(Part.class);
    earlier.forEach((part, time) -> converted.put(part, conversion.apply(time)));
    return new TrafficControls(
        acls, dhcpOptions, publicAccess, endpoints, instances, failures, unread, converted);
  }

  /**
   * A network ACL.
   *
   * @param subnets the ids of the subnets that it concerns
   * @param entries those that concern TCP over IPv4, in the order in which AWS evaluates them
   */
  public record NetworkAcl(String id, SortedSet<String> subnets, List<Entry> entries) {
    public NetworkAcl {
      subnets = Collections.unmodifiableSortedSet(new TreeSet<>(subnets));
      entries = entries.stream().sorted(Comparator.comparingInt(Entry::number)).toList();
    }
  }

  /**
   * An entry of a network ACL. The first one that matches a packet decides.
   *
   * @param cidr the range of the other side
   * @param fromPort the first port of the destination
   */
  public record Entry(
      boolean egress, int number, boolean allow, String cidr, int fromPort, int toPort) {

    /** The number of the last entry, which AWS shows as {@code *}. */
    private static final int LAST = 32_767;

    /** Its number, as AWS shows it. */
    public String name() {
      return number == LAST ? "*" : String.valueOf(number);
    }
  }

  /**
   * The DHCP options of the VPC.
   *
   * @param dnsServers the addresses, or names that AWS knows, of the DNS servers of its instances
   */
  public record DhcpOptions(String id, List<String> dnsServers) {
    public DhcpOptions {
      dnsServers = List.copyOf(dnsServers);
    }
  }

  /**
   * VPC Block Public Access.
   *
   * @param allowed the ids of the VPCs and subnets from which nothing is blocked
   * @param egressAllowed the ids of those whose NAT gateways are not blocked
   */
  public record PublicAccess(
      BlockMode mode, SortedSet<String> allowed, SortedSet<String> egressAllowed) {
    public PublicAccess {
      allowed = Collections.unmodifiableSortedSet(new TreeSet<>(allowed));
      egressAllowed = Collections.unmodifiableSortedSet(new TreeSet<>(egressAllowed));
    }
  }

  /** What the account blocks of the traffic between VPCs and their Internet gateways. */
  public enum BlockMode {
    OFF("off"),
    /** All but the traffic of NAT gateways. */
    INGRESS("block-ingress"),
    BIDIRECTIONAL("block-bidirectional");

    private final String wire;

    BlockMode(String wire) {
      this.wire = wire;
    }

    /** The word that AWS uses. */
    public String wire() {
      return wire;
    }
  }
}
