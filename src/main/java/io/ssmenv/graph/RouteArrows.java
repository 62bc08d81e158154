package io.ssmenv.graph;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.graph.VpcElements.Element;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes of subnets, and what leads from them to gateway endpoints. */
record RouteArrows(VpcElements elements, HopMarks hops) {

  /** Those of all subnets of the environments. */
  List<GraphArrow> all() {
    return elements.all(Subnet.class).stream().flatMap(subnet -> of(subnet).stream()).toList();
  }

  private List<GraphArrow> of(Element subnet) {
    Optional<Element> association =
        elements.find(subnet.owner(), RouteTableAssociation.key(subnet.observed().key()));
    Mark hop = hops.ofDefaultRoute(subnet.observed().id());
    if (association.isEmpty()) {
      return List.of(
          GraphArrow.end(
              subnet.node(), "no route table of its own", Mark.worst(Mark.UNKNOWN, hop)));
    }
    Optional<Ref> ref =
        association.get().as(RouteTableAssociation.class).map(RouteTableAssociation::table);
    Optional<Element> table = ref.flatMap(to -> elements.find(subnet.owner(), to));
    if (table.isEmpty()) {
      String name = ref.map(Ref::toString).orElse("");
      return List.of(
          GraphArrow.end(
              subnet.node(),
              "uses the route table " + name,
              Mark.worst(Mark.UNKNOWN, hop, hops.ofDefaultRoute(name))));
    }
    return inTable(subnet, table.get());
  }

  private List<GraphArrow> inTable(Element subnet, Element table) {
    List<GraphArrow> arrows = new ArrayList<>();
    Mark hop = hops.ofDefaultRoute(table.observed().id());
    boolean hasDefault = false;
    for (Element one : elements.all(Route.class)) {
      Optional<Route> route = one.as(Route.class).filter(known -> isIn(one, known, table));
      if (route.isPresent()) {
        boolean isDefault = route.get().destination().equals(Route.DEFAULT);
        hasDefault |= isDefault;
        arrows.add(arrow(subnet, one, route.get(), isDefault ? hop : Mark.NONE));
      }
    }
    if (!hasDefault && hop != Mark.NONE) {
      arrows.add(GraphArrow.end(subnet.node(), Route.DEFAULT + ": no route", hop));
    }
    elements
        .all(VpcEndpoint.class)
        .forEach(endpoint -> {
          if (usedBy(endpoint, table)) {
            arrows.add(
                GraphArrow.of(
                    subnet.node(),
                    endpoint.node(),
                    "S3 addresses",
                    endpoint.owner().planned(endpoint.observed())));
          }
        });
    return arrows;
  }

  private boolean isIn(Element one, Route route, Element table) {
    return is(elements.find(one.owner(), route.table()), table);
  }

  private boolean usedBy(Element endpoint, Element table) {
    return endpoint
        .as(VpcEndpoint.class)
        .filter(known ->
            known.tables().stream()
                .anyMatch(ref -> is(elements.find(endpoint.owner(), ref), table)))
        .isPresent();
  }

  private static boolean is(Optional<Element> found, Element other) {
    return found.map(Element::node).filter(other.node()::equals).isPresent();
  }

  private GraphArrow arrow(Element subnet, Element one, Route route, Mark hop) {
    Observed observed = one.observed();
    Mark mark =
        Mark.worst(
            hop, observed.is(State.READY) ? Mark.NONE : Mark.BROKEN, one.owner().planned(observed));
    Optional<String> target =
        elements
            .find(one.owner(), route.target())
            .map(Element::node)
            .or(() -> foreignGateway(one.owner(), route.target()));
    String state = observed.is(State.READY) ? "" : " (" + observed.awsState() + ")";
    return target
        .map(to -> GraphArrow.of(subnet.node(), to, route.destination() + state, mark))
        .orElseGet(() ->
            GraphArrow.end(
                subnet.node(), route.destination() + " to " + name(route.target()) + state, mark));
  }

  private static String name(Ref target) {
    return target instanceof Ref.ToKey(Key key)
        ? key + ", which does not exist"
        : target.toString();
  }

  /** The box of the Internet gateway of the VPC of somebody else. */
  static Optional<String> foreignGateway(EnvironmentState state, Ref target) {
    return state
        .foreign()
        .flatMap(ForeignVpc::internetGateway)
        .filter(id -> target.equals(Ref.id(id)))
        .map(RouteArrows::foreignId);
  }

  static String foreignId(String gateway) {
    return "foreign " + gateway;
  }

  /** The default route of a subnet that belongs to no environment. */
  static Stream<GraphArrow> ofForeign(String node, Optional<ForeignVpc.Subnet> subnet) {
    return subnet.map(ForeignVpc.Subnet::egress).stream()
        .map(egress ->
            switch (egress.kind()) {
              case NONE -> GraphArrow.end(node, "no default route", Mark.NONE);
              case INTERNET_GATEWAY ->
                  GraphArrow.of(node, foreignId(egress.target()), Route.DEFAULT, Mark.NONE);
              case OTHER ->
                  GraphArrow.end(node, Route.DEFAULT + " to " + egress.target(), Mark.NONE);
              case UNKNOWN -> GraphArrow.end(node, "routes not read", Mark.UNKNOWN);
            });
  }
}
