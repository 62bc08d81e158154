package io.ssmenv.graph;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.VpcElements.Element;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The boxes of what connects a VPC with its surroundings, and where each of them leads. */
final class GatewayNodes {

  static final String ENDPOINTS = "endpoints";
  private static final String INTERNET = "internet";
  private static final String S3 = "s3";
  private static final String SYSTEMS_MANAGER = "systems manager";

  private final VpcElements elements;
  private final NodeFactory factory;
  private final List<GraphNode> inside = new ArrayList<>();
  private final List<GraphNode> outside = new ArrayList<>();
  private final List<GraphArrow> arrows = new ArrayList<>();

  /**
   * @param used the ids of the boxes to which routes lead
   */
  GatewayNodes(VpcElements elements, NodeFactory factory, List<String> used) {
    this.elements = elements;
    this.factory = factory;
    elements.all(InternetGateway.class).forEach(this::internetGateway);
    elements.states().stream()
        .flatMap(state -> state.foreign().flatMap(ForeignVpc::internetGateway).stream())
        .distinct()
        .filter(id -> used.contains(RouteArrows.foreignId(id)))
        .forEach(this::foreignGateway);
    endpoints();
    elements.all(VpcEndpoint.class).stream()
        .filter(one -> isOf(one, VpcEndpoint.Type.GATEWAY))
        .forEach(this::gatewayEndpoint);
    outside.add(
        GraphNode.leaf(
            SYSTEMS_MANAGER, Kind.SYSTEMS_MANAGER, "AWS Systems Manager", List.of(), Mark.NONE));
  }

  List<GraphNode> inside() {
    return List.copyOf(inside);
  }

  List<GraphNode> outside() {
    return List.copyOf(outside);
  }

  List<GraphArrow> arrows() {
    return List.copyOf(arrows);
  }

  /** What the private DNS names of Systems Manager lead to; empty without them. */
  Optional<Mark> privateDns() {
    List<Element> named =
        elements.all(VpcEndpoint.class).stream()
            .filter(one -> one.as(VpcEndpoint.class).filter(VpcEndpoint::privateDns).isPresent())
            .toList();
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(
            named.stream().allMatch(one -> one.owner().planned(one.observed()) == Mark.PLANNED)
                ? Mark.PLANNED
                : Mark.NONE);
  }

  private void internetGateway(Element gateway) {
    Optional<Element> attachment =
        elements
            .find(gateway.owner(), InternetGatewayAttachment.KEY)
            .filter(one -> one.observed().is(State.READY));
    GraphNode node =
        factory.leaf(
            gateway,
            Kind.INTERNET_GATEWAY,
            "Internet gateway",
            attachment.isPresent() ? List.of() : List.of("not attached to the VPC"));
    inside.add(
        attachment.isPresent()
            ? node
            : new GraphNode(
                node.id(),
                node.kind(),
                node.name(),
                node.notes(),
                Mark.worst(node.mark(), Mark.BROKEN),
                List.of()));
    if (attachment.isPresent()) {
      leadsToInternet(node.id(), gateway.owner().planned(gateway.observed()));
    }
  }

  private void foreignGateway(String id) {
    String node = RouteArrows.foreignId(id);
    inside.add(
        GraphNode.leaf(
            node,
            Kind.INTERNET_GATEWAY,
            "Internet gateway",
            List.of(id, "of the owner of the VPC"),
            factory.hops().of(id)));
    leadsToInternet(node, Mark.NONE);
  }

  private void leadsToInternet(String gateway, Mark mark) {
    if (outside.stream().noneMatch(node -> node.is(Kind.INTERNET))) {
      outside.add(GraphNode.leaf(INTERNET, Kind.INTERNET, "Internet", List.of(), Mark.NONE));
      if (privateDns().isEmpty()) {
        arrows.add(GraphArrow.of(INTERNET, SYSTEMS_MANAGER, "HTTPS", mark));
      }
    }
    arrows.add(GraphArrow.of(gateway, INTERNET, "", mark));
  }

  private void endpoints() {
    List<GraphNode> all =
        elements.all(VpcEndpoint.class).stream()
            .filter(one -> isOf(one, VpcEndpoint.Type.INTERFACE))
            .map(this::endpoint)
            .toList();
    if (!all.isEmpty()) {
      Mark mark =
          all.stream().allMatch(node -> node.mark() == Mark.PLANNED) ? Mark.PLANNED : Mark.NONE;
      inside.add(new GraphNode(ENDPOINTS, Kind.ENDPOINTS, "VPC endpoints", List.of(), mark, all));
      arrows.add(GraphArrow.of(ENDPOINTS, SYSTEMS_MANAGER, "HTTPS", mark));
    }
  }

  private GraphNode endpoint(Element endpoint) {
    List<String> notes = new ArrayList<>();
    endpoint
        .as(VpcEndpoint.class)
        .ifPresent(known -> {
          List<String> zones =
              known.subnets().stream().flatMap(ref -> zone(endpoint, ref)).toList();
          if (!zones.isEmpty()) {
            notes.add("in " + String.join(", ", zones));
          }
          if (!known.privateDns()) {
            notes.add("no private DNS");
          }
        });
    return factory.leaf(endpoint, Kind.ENDPOINT, endpoint.observed().key().name(), notes);
  }

  private Stream<String> zone(Element endpoint, Ref subnet) {
    return elements
        .find(endpoint.owner(), subnet)
        .flatMap(found -> found.as(Subnet.class))
        .map(Subnet::zone)
        .stream();
  }

  private void gatewayEndpoint(Element endpoint) {
    String service = endpoint.observed().key().name().toUpperCase(Locale.ROOT);
    inside.add(
        factory.leaf(endpoint, Kind.GATEWAY_ENDPOINT, service + " gateway endpoint", List.of()));
    if (outside.stream().noneMatch(node -> node.is(Kind.S3))) {
      outside.add(GraphNode.leaf(S3, Kind.S3, "Amazon " + service, List.of(), Mark.NONE));
    }
    arrows.add(
        GraphArrow.of(endpoint.node(), S3, "", endpoint.owner().planned(endpoint.observed())));
  }

  private static boolean isOf(Element one, VpcEndpoint.Type type) {
    return one.as(VpcEndpoint.class).filter(known -> known.type() == type).isPresent();
  }
}
