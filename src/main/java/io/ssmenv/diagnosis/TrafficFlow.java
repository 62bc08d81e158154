package io.ssmenv.diagnosis;

import io.ssmenv.cloud.TrafficControls.Entry;
import io.ssmenv.cloud.TrafficControls.NetworkAcl;
import io.ssmenv.topology.Ipv4Range;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * TCP packets that have to enter or leave a subnet. Network ACLs are stateless, so a connection is
 * two flows.
 *
 * @param subnetId the id of the subnet
 * @param peer the range of the other side, of which a part is enough: the operator does not know
 *     all addresses of Systems Manager
 * @param ports of the destination
 */
record TrafficFlow(String subnetId, Direction direction, String peer, Ports ports) {

  /** Stands for the addresses of Systems Manager outside the VPC. */
  static final String ANYWHERE = "0.0.0.0/0";

  private static final List<Ipv4Range> PRIVATE =
      List.of(
          new Ipv4Range("10.0.0.0/8"),
          new Ipv4Range("100.64.0.0/10"),
          new Ipv4Range("172.16.0.0/12"),
          new Ipv4Range("192.168.0.0/16"));

  /** The directions, seen from the subnet. */
  enum Direction {
    OUT,
    IN
  }

  /** A range of ports, both ends included. */
  record Ports(int from, int to) {

    static final Ports HTTPS = new Ports(443, 443);

    /** The ports to which servers answer instances with Linux; Windows has 49152-65535. */
    static final Ports OF_INSTANCES = new Ports(32_768, 60_999);

    /** The ports to which servers answer a NAT gateway [D]. */
    static final Ports OF_NAT_GATEWAYS = new Ports(1_024, 65_535);

    private boolean isAnswer() {
      return !equals(HTTPS);
    }

    @Override
    public String toString() {
      return from == to ? "port " + from : "the ports " + from + "-" + to;
    }
  }

  /**
   * That a network ACL drops packets of the flow.
   *
   * @param ofAll whether it drops all of them; a connection takes one port of many, and the agent
   *     tries again with another one
   */
  record Denial(String why, boolean ofAll) {}

  /** What a network ACL drops of the flow; empty if it drops nothing for certain. */
  Optional<Denial> denial(NetworkAcl acl) {
    List<Entry> entries =
        acl.entries().stream()
            .filter(entry -> entry.egress() == (direction == Direction.OUT))
            .toList();
    List<Optional<Entry>> decisive =
        samples(entries).stream().map(port -> decisive(entries, port)).toList();
    boolean ofAll =
        decisive.stream().allMatch(entry -> entry.filter(one -> !one.allow()).isPresent());
    return decisive.stream()
        .flatMap(Optional::stream)
        .filter(entry -> !entry.allow())
        .findFirst()
        .map(entry -> new Denial(message(acl, entry, ofAll), ofAll));
  }

  /** Whether a destination of a route may be an address of Systems Manager outside the VPC. */
  static boolean mayBePublic(String destination) {
    return destination.matches("[0-9.]+/[0-9]+")
        && PRIVATE.stream().noneMatch(one -> one.contains(new Ipv4Range(destination)));
  }

  /** Returns one port of each part of the range that all entries treat alike. */
  private SortedSet<Integer> samples(List<Entry> entries) {
    SortedSet<Integer> samples = new TreeSet<>(List.of(ports.from()));
    for (Entry entry : entries) {
      samples.add(entry.fromPort());
      samples.add(entry.toPort() + 1);
    }
    return samples.subSet(ports.from(), ports.to() + 1);
  }

  /**
   * The first entry that allows a part of the peer, or denies all of it; none if AWS has shown no
   * such entry.
   */
  private Optional<Entry> decisive(List<Entry> entries, int port) {
    return entries.stream()
        .filter(entry -> entry.fromPort() <= port && port <= entry.toPort())
        .filter(entry -> entry.allow() ? concerns(entry) : concernsAll(entry))
        .findFirst();
  }

  private boolean concerns(Entry entry) {
    Ipv4Range range = new Ipv4Range(entry.cidr());
    return range.overlaps(new Ipv4Range(peer))
        && !(peer.equals(ANYWHERE) && PRIVATE.stream().anyMatch(one -> one.contains(range)));
  }

  private boolean concernsAll(Entry entry) {
    return new Ipv4Range(entry.cidr()).contains(new Ipv4Range(peer));
  }

  private String message(NetworkAcl acl, Entry entry, boolean ofAll) {
    String side = direction == Direction.OUT ? "to" : "from";
    String what =
        ports.isAnswer()
            ? "%sthe answers %s %s, which is TCP to %s,"
                .formatted(ofAll ? "" : "some of ", side, peer, ports)
            : direction == Direction.OUT
                ? "TCP to %s of %s".formatted(ports, peer)
                : "TCP to %s from %s".formatted(ports, peer);
    return "The network ACL %s of %s denies %s by its rule %s"
        .formatted(acl.id(), subnetId, what, entry.name());
  }
}
