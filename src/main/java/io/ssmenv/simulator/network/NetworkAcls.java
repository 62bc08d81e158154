package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Acl;
import io.ssmenv.simulator.network.NetworkView.AclEntry;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Evaluates network ACLs for traffic that enters or leaves a subnet. They are stateless: a
 * connection needs an entry for its packets and one for the answers to the client's ephemeral port.
 * Traffic within a subnet and DNS queries to the VPC's resolver are not filtered [D].
 */
final class NetworkAcls {

  /** A range of ports, both ends included. */
  record Ports(int from, int to) {
    /** The ephemeral ports of Linux. */
    static final Ports LINUX_EPHEMERAL = new Ports(32_768, 60_999);

    /** The ephemeral ports of a NAT gateway [D]. */
    static final Ports NAT_EPHEMERAL = new Ports(1_024, 65_535);

    static Ports only(int port) {
      return new Ports(port, port);
    }
  }

  private final NetworkView view;

  NetworkAcls(NetworkView view) {
    this.view = view;
  }

  /**
   * Returns where a connection from a client in a subnet to an outside server is denied, if it is.
   */
  Optional<Broken> outbound(Subnet subnet, Ports client, Cidr server, int port) {
    return denial(subnet, true, server, Ports.only(port))
        .or(() -> denial(subnet, false, server, client));
  }

  /**
   * Returns where a connection from an outside client to a server in a subnet is denied, if it is.
   */
  Optional<Broken> inbound(Subnet subnet, Cidr client, Ports clientPorts, int port) {
    return denial(subnet, false, client, Ports.only(port))
        .or(() -> denial(subnet, true, client, clientPorts));
  }

  /** All addresses and ports of the ranges have to be allowed. */
  private Optional<Broken> denial(Subnet subnet, boolean egress, Cidr peer, Ports ports) {
    return view.acls().values().stream()
        .filter(acl -> acl.subnetIds().contains(subnet.id()))
        .flatMap(acl -> denial(acl, egress, peer, ports).stream())
        .map(entry ->
            new Broken(
                Hop.NETWORK_ACL,
                "Entry %s of the network ACL of %s denies TCP %s %s, ports %d to %d"
                    .formatted(
                        entry,
                        subnet.id(),
                        egress ? "out to" : "in from",
                        peer,
                        ports.from(),
                        ports.to())))
        .findFirst();
  }

  /** The first entry that matches a packet decides; {@code *} denies all other packets [D]. */
  private static Optional<String> denial(Acl acl, boolean egress, Cidr peer, Ports ports) {
    List<AclEntry> entries =
        acl.entries().stream()
            .filter(entry -> entry.egress() == egress)
            .filter(entry -> entry.protocol().equals("-1") || entry.protocol().equals("6"))
            .sorted(Comparator.comparingInt(AclEntry::number))
            .toList();
    for (long address : samples(entries, peer)) {
      for (int port : samples(entries, ports)) {
        Optional<AclEntry> decisive =
            entries.stream()
                .filter(e -> covers(e, port) && e.cidr().contains(new Cidr(address, 32)))
                .findFirst();
        if (decisive.filter(AclEntry::allow).isEmpty()) {
          return Optional.of(
              decisive.map(e -> acl.id() + "/" + e.number()).orElse(acl.id() + "/*"));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean covers(AclEntry entry, int port) {
    return entry.protocol().equals("-1") || (entry.fromPort() <= port && port <= entry.toPort());
  }

  /** Returns one port of each part of the range that all entries treat alike. */
  private static NavigableSet<Integer> samples(List<AclEntry> entries, Ports ports) {
    NavigableSet<Integer> samples = new TreeSet<>();
    samples.add(ports.from());
    within(entries, e -> Stream.of(e.fromPort(), e.toPort() + 1))
        .filter(port -> ports.from() < port && port <= ports.to())
        .forEach(samples::add);
    return samples;
  }

  /** Returns one address of each part of the range that all entries treat alike. */
  private static NavigableSet<Long> samples(List<AclEntry> entries, Cidr peer) {
    long first = peer.canonical().address();
    NavigableSet<Long> samples = new TreeSet<>();
    samples.add(first);
    within(entries, e -> Stream.of(start(e), start(e) + e.cidr().size()))
        .filter(address -> first < address && address < first + peer.size())
        .forEach(samples::add);
    return samples;
  }

  private static long start(AclEntry entry) {
    return entry.cidr().canonical().address();
  }

  private static <T> Stream<T> within(List<AclEntry> entries, Function<AclEntry, Stream<T>> ends) {
    return entries.stream().flatMap(ends);
  }
}
