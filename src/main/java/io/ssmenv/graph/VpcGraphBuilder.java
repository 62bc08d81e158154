package io.ssmenv.graph;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.VpcElements.Element;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Builds the graph of a VPC from what is known of the environments in it. */
final class VpcGraphBuilder {

  private static final String VPC = "vpc";

  private VpcGraphBuilder() {}

  /**
   * @param states the owner of the VPC first
   * @param limit the number of instances that are drawn in a subnet
   */
  static VpcGraph build(List<EnvironmentState> states, int limit) {
    VpcElements elements = new VpcElements(states);
    HopMarks hops = new HopMarks(states);
    NodeFactory factory = new NodeFactory(hops);
    SubnetNodes subnets = new SubnetNodes(elements, factory, new InstanceNodes(elements, limit));
    List<GraphNode> zones = subnets.zones();
    List<GraphArrow> arrows = new ArrayList<>(new RouteArrows(elements, hops).all());
    zones.stream()
        .flatMap(zone -> zone.contents().stream())
        .flatMap(subnet -> RouteArrows.ofForeign(subnet.id(), subnets.foreignSubnet(subnet.id())))
        .forEach(arrows::add);
    GatewayNodes gateways =
        new GatewayNodes(
            elements, factory, arrows.stream().flatMap(arrow -> arrow.to().stream()).toList());
    gateways
        .privateDns()
        .ifPresent(mark ->
            zones.stream()
                .flatMap(zone -> zone.contents().stream())
                .map(GraphNode::id)
                .filter(subnets::hasInstances)
                .forEach(id ->
                    arrows.add(GraphArrow.of(id, GatewayNodes.ENDPOINTS, "private DNS", mark))));
    arrows.addAll(gateways.arrows());
    GraphNode vpc =
        vpc(elements, factory, Stream.concat(zones.stream(), gateways.inside().stream()).toList());
    Set<String> drawn =
        Stream.concat(vpc.all(), gateways.outside().stream())
            .map(GraphNode::id)
            .collect(Collectors.toSet());
    return new VpcGraph(
        vpc,
        gateways.outside(),
        arrows.stream().map(arrow -> arrow.among(drawn)).toList(),
        AgentFindings.of(states));
  }

  private static GraphNode vpc(
      VpcElements elements, NodeFactory factory, List<GraphNode> contents) {
    List<String> environments = environments(elements.states());
    Optional<Element> own = elements.all(Vpc.class).stream().findFirst();
    if (own.isPresent()) {
      return factory.node(
          own.get(),
          Kind.VPC,
          "VPC of " + own.get().owner().name(),
          Stream.concat(own.get().as(Vpc.class).map(Vpc::cidr).stream(), environments.stream())
              .toList(),
          contents);
    }
    Optional<ForeignVpc> foreign =
        elements.states().stream().flatMap(state -> state.foreign().stream()).findFirst();
    String name =
        foreign.isPresent()
            ? "VPC of somebody else"
            : elements.all(Subnet.class).isEmpty() ? "no VPC yet" : "VPC that is not known";
    return new GraphNode(
        VPC,
        Kind.VPC,
        name,
        Stream.of(
                foreign.stream().map(ForeignVpc::id),
                foreign.stream().flatMap(vpc -> vpc.cidrs().stream()),
                environments.stream())
            .flatMap(notes -> notes)
            .toList(),
        Mark.NONE,
        contents);
  }

  private static List<String> environments(List<EnvironmentState> states) {
    return IntStream.range(0, states.size())
        .mapToObj(index ->
            states.get(index).name()
                + ": "
                + states.get(index).pattern()
                + (index == 0 ? "" : " (guest)"))
        .toList();
  }
}
