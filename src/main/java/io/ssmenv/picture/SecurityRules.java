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
 * What the security groups of a topology let through.
 *
 * @param cidr of the VPC
 * @param gatewayEndpoints by name; it is their ranges that a prefix list holds
 */
record SecurityRules(Topology topology, String cidr, List<String> gatewayEndpoints) {

  /** What the groups of all instances let in and out. */
  List<Row> ofInstances() {
    return rows(instanceGroups());
  }

  /** What the groups of these endpoints let in and out. */
  List<Row> of(List<VpcEndpoint> endpoints) {
    Set<Ref> groups = new TreeSet<>();
    endpoints.forEach(endpoint -> groups.addAll(endpoint.groups()));
    return rows(groups);
  }

  boolean letNothingIn() {
    return rows(instanceGroups(), Direction.INGRESS).isEmpty();
  }

  private Set<Ref> instanceGroups() {
    Set<Ref> groups = new TreeSet<>();
    topology.all(NetworkInterface.class).forEach(its -> groups.addAll(its.groups()));
    return groups;
  }

  private List<Row> rows(Set<Ref> groups) {
    List<Row> rows = new ArrayList<>(rows(groups, Direction.INGRESS));
    if (rows.isEmpty()) {
      rows.add(new Row("in", TableBlock.NOTHING));
    }
    rows.addAll(rows(groups, Direction.EGRESS));
    return rows;
  }

  private List<Row> rows(Set<Ref> groups, Direction direction) {
    boolean inwards = direction == Direction.INGRESS;
    return topology.all(SecurityGroupRule.class).stream()
        .filter(rule -> rule.direction() == direction && groups.contains(rule.group()))
        .map(rule ->
            new Row(
                inwards ? "in" : "out",
                ports(rule) + (inwards ? " from " : " to ") + name(rule.peer())))
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
      case Peer.Group(Ref.ToKey(Key key)) -> "the " + key.name();
      case Peer.Group(Ref other) -> other.toString();
      case Peer.PrefixList(String id) ->
          gatewayEndpoints.isEmpty() ? id : String.join(", ", gatewayEndpoints);
    };
  }
}
