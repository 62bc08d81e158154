package io.ssmenv.graph;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.VpcElements.Element;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The boxes of zones and subnets, with the instances and NAT gateways in them. */
final class SubnetNodes {

  private static final String UNKNOWN_ZONE = "zone not known";

  private final VpcElements elements;
  private final NodeFactory factory;
  private final InstanceNodes instances;
  private final Map<String, List<Element>> instancesBySubnet = new LinkedHashMap<>();
  private final Map<String, List<Element>> natsBySubnet = new LinkedHashMap<>();

  SubnetNodes(VpcElements elements, NodeFactory factory, InstanceNodes instances) {
    this.elements = elements;
    this.factory = factory;
    this.instances = instances;
    elements
        .all(Instance.class)
        .forEach(one -> put(instancesBySubnet, one, subnetOf(one).orElse(UNKNOWN_ZONE)));
    elements
        .all(NatGateway.class)
        .forEach(one ->
            put(
                natsBySubnet,
                one,
                one.as(NatGateway.class)
                    .map(nat -> idOf(one.owner(), nat.subnet()))
                    .orElse(UNKNOWN_ZONE)));
  }

  private static void put(Map<String, List<Element>> bySubnet, Element one, String subnet) {
    bySubnet.computeIfAbsent(subnet, _ -> new ArrayList<>()).add(one);
  }

  /** The id of the box of the subnet of an instance; empty if its interface was not read. */
  private Optional<String> subnetOf(Element instance) {
    return instance
        .as(Instance.class)
        .flatMap(one -> elements.find(instance.owner(), one.networkInterface()))
        .flatMap(found ->
            found
                .as(NetworkInterface.class)
                .map(networkInterface -> idOf(found.owner(), networkInterface.subnet())));
  }

  private String idOf(EnvironmentState owner, Ref subnet) {
    return elements.find(owner, subnet).map(Element::node).orElseGet(() -> foreignId(subnet));
  }

  /** The id of the box of a subnet that belongs to no environment. */
  static String foreignId(Ref subnet) {
    return "foreign " + subnet;
  }

  boolean hasInstances(String subnet) {
    return instancesBySubnet.containsKey(subnet);
  }

  /** A box for each zone. */
  List<GraphNode> zones() {
    SortedMap<String, List<GraphNode>> zones = new TreeMap<>();
    List<Element> subnets = elements.all(Subnet.class);
    Stream.of(false, true)
        .forEach(withNat ->
            subnets.stream()
                .filter(one -> natsBySubnet.containsKey(one.node()) == withNat)
                .forEach(
                    one -> zones.computeIfAbsent(zone(one), _ -> new ArrayList<>()).add(own(one))));
    foreign()
        .forEach((id, subnet) ->
            zones
                .computeIfAbsent(
                    subnet.map(ForeignVpc.Subnet::zone).orElse(UNKNOWN_ZONE),
                    _ -> new ArrayList<>())
                .add(foreign(id, subnet)));
    return zones.entrySet().stream()
        .map(zone ->
            new GraphNode(
                "zone " + zone.getKey(),
                Kind.ZONE,
                zone.getKey(),
                List.of(),
                Mark.NONE,
                zone.getValue()))
        .toList();
  }

  private static String zone(Element subnet) {
    return subnet.as(Subnet.class).map(Subnet::zone).orElse(UNKNOWN_ZONE);
  }

  private GraphNode own(Element subnet) {
    String name = subnet.observed().key().name();
    return factory.node(
        subnet,
        Kind.SUBNET,
        elements.states().size() == 1 ? name : subnet.owner().name() + ": " + name,
        subnet.as(Subnet.class).map(Subnet::cidr).stream().toList(),
        contents(subnet.node()));
  }

  private List<GraphNode> contents(String subnet) {
    return Stream.concat(
            instances.of(subnet, instancesBySubnet.getOrDefault(subnet, List.of())).stream(),
            natsBySubnet.getOrDefault(subnet, List.of()).stream().map(this::natGateway))
        .toList();
  }

  private GraphNode natGateway(Element nat) {
    return factory.leaf(
        nat,
        Kind.NAT_GATEWAY,
        "NAT gateway " + nat.observed().key().name(),
        nat.observed().detail(Observed.PUBLIC_IP).map(ip -> "Elastic IP " + ip).stream().toList());
  }

  /** The subnets that are used and belong to no environment, by the ids of their boxes. */
  private Map<String, Optional<ForeignVpc.Subnet>> foreign() {
    Map<String, Optional<ForeignVpc.Subnet>> all = new TreeMap<>();
    Stream.concat(instancesBySubnet.keySet().stream(), natsBySubnet.keySet().stream())
        .filter(id -> id.startsWith("foreign ") || id.equals(UNKNOWN_ZONE))
        .forEach(id -> all.put(id, foreignSubnet(id)));
    return all;
  }

  /** What is known of a subnet that belongs to no environment. */
  Optional<ForeignVpc.Subnet> foreignSubnet(String id) {
    return elements.states().stream()
        .flatMap(state -> state.foreign().stream())
        .flatMap(vpc -> vpc.subnets().stream())
        .filter(subnet -> foreignId(Ref.id(subnet.id())).equals(id))
        .findFirst();
  }

  private GraphNode foreign(String id, Optional<ForeignVpc.Subnet> subnet) {
    return new GraphNode(
        id,
        Kind.SUBNET,
        subnet.isEmpty() ? "subnet not known" : "subnet of the owner of the VPC",
        subnet.stream().flatMap(known -> Stream.of(known.id(), known.cidr())).toList(),
        Mark.NONE,
        contents(id));
  }
}
