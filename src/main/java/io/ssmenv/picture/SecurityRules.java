package io.ssmenv.picture;

import io.ssmenv.picture.TableBlock.Row;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of the security groups of a topology, as rows of text.
 *
 * @param topology the resources
 * @param cidr the CIDR of the VPC
 * @param gatewayEndpoints the services of the gateway endpoints, which a prefix list stands for
 */
record SecurityRules(Topology topology, String cidr, List<String> gatewayEndpoints) {

  /** The rules of the security groups of all instances. */
  List<Row> instanceRules() {
    return rows(instanceGroups());
  }

  /** The rules of the security groups of these endpoints. */
  List<Row> endpointRules(List<VpcEndpoint> endpoints) {
    Set<Ref> groups = new TreeSet<>();
    endpoints.forEach(endpoint -> groups.addAll(endpoint.groups()));
    return rows(groups);
  }

  boolean denyInbound() {
    return rows(instanceGroups(), Direction.INGRESS).isEmpty();
  }

  private Set<Ref> instanceGroups() {
    Set<Ref> groups = new TreeSet<>();
    topology
        .all(NetworkInterface.class)
        .forEach(networkInterface -> groups.addAll(networkInterface.groups()));
    return groups;
  }

  private List<Row> rows(Set<Ref> groups) {
    List<Row> rows = new ArrayList<>(rows(groups, Direction.INGRESS));
    if (rows.isEmpty()) {
      rows.add(new Row("in", TableBlock.NONE));
    }
    rows.addAll(rows(groups, Direction.EGRESS));
    return rows;
  }

  private List<Row> rows(Set<Ref> groups, Direction direction) {
    boolean inbound = direction == Direction.INGRESS;
    return topology.all(SecurityGroupRule.class).stream()
        .filter(rule -> rule.direction() == direction && groups.contains(rule.group()))
        .map(rule ->
            new Row(
                inbound ? "in" : "out",
                ports(rule) + (inbound ? " from " : " to ") + name(rule.peer())))
        .toList();
  }

  private static String ports(SecurityGroupRule rule) {
    if (rule.fromPort() < 0) {
      return rule.protocol().equals("-1") ? "everything" : rule.protocol();
    }
    String ports =
        rule.fromPort() == rule.toPort()
            ? Integer.toString(rule.fromPort())
            : rule.fromPort() + "-" + rule.toPort();
    return rule.protocol() + " " + ports;
  }

  private String name(Peer peer) {
    return switch (peer) {
      case Peer.Cidr(String range) when range.equals(Route.DEFAULT) -> "anywhere";
      case Peer.Cidr(String range) when range.equals(cidr) -> "the VPC";
      case Peer.Cidr(String range) -> range;
      case Peer.Group(Ref.ToKey(Key key)) -> "the " + key.ofHost().orElse(key).name();
      case Peer.Group(Ref other) -> other.toString();
      case Peer.PrefixList(String id) ->
          gatewayEndpoints.isEmpty() ? id : String.join(", ", gatewayEndpoints);
    };
  }
}
