package io.ssmenv.diagnosis;

import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTableAssociation;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The default route of a subnet, found by its route table. */
record DefaultRoute(Evidence evidence, ObservedGraph graph) {

  /** Where the default route of a subnet leads, or the hop at which that ends. */
  sealed interface Way {

    /**
     * It has one.
     *
     * @param table its key
     */
    record To(Key table, Observed route, Lookup target) implements Way {}

    record Ends(Hop hop) implements Way {}
  }

  /** Of a subnet. */
  Way of(SubnetPlace place, Key subnet) {
    return switch (graph.find(association(subnet))) {
      case Lookup.Found(Key key, Observed found)
          when found.resource() instanceof RouteTableAssociation known ->
          inTable(place, key, known.table());
      case Lookup.Unread(String why) -> new Way.Ends(Hop.unknown(Place.ROUTE, place.id(), why));
      default ->
          new Way.Ends(
              Hop.suspect(
                  Place.ROUTE,
                  place.id(),
                  "The subnet %s is associated with no route table, so the main one of the VPC applies, whose routes were not read"
                      .formatted(place.id()),
                  evidence.remedy(subnet, "Associate it with its route table")));
    };
  }

  private static Key association(Key subnet) {
    return subnet
        .ofHost()
        .map(own -> RouteTableAssociation.key(own).inHost())
        .orElseGet(() -> RouteTableAssociation.key(subnet));
  }

  private Way inTable(SubnetPlace place, Key from, Ref table) {
    if (!(graph.follow(from, table) instanceof Lookup.Found(Key key, Observed found))) {
      return new Way.Ends(
          Hop.suspect(
              Place.ROUTE,
              table.toString(),
              "The subnet %s uses the route table %s, which was not read"
                  .formatted(place.id(), table),
              evidence.remedy(from, "Associate the subnet with its own route table")));
    }
    Key route =
        key.ofHost()
            .map(own -> Route.key(own, Route.DEFAULT).inHost())
            .orElseGet(() -> Route.key(key, Route.DEFAULT));
    return switch (graph.find(route)) {
      case Lookup.Found(Key of, Observed known) when known.resource() instanceof Route one ->
          new Way.To(key, known, graph.follow(of, one.target()));
      case Lookup.Unread(String why) -> new Way.Ends(Hop.unknown(Place.ROUTE, found.id(), why));
      default -> new Way.Ends(withoutDefault(place, key, found.id()));
    };
  }

  /** Other routes may lead to the services. */
  private Hop withoutDefault(SubnetPlace place, Key table, String id) {
    String others =
        others(table).map(Route::destination).sorted().collect(Collectors.joining(", "));
    String remedy = evidence.remedy(table, "Create it");
    return others.isEmpty()
        ? Hop.broken(
            Place.ROUTE,
            id,
            "The route table %s of %s has no route to %s".formatted(id, place.id(), Route.DEFAULT),
            remedy)
        : Hop.suspect(
            Place.ROUTE,
            id,
            "The route table %s of %s has routes to %s, but none to %s"
                .formatted(id, place.id(), others, Route.DEFAULT),
            remedy);
  }

  /** The routes of a table to public addresses, apart from the default route. */
  Stream<Route> others(Key table) {
    return graph
        .links(Route.class, table)
        .filter(route -> !route.destination().equals(Route.DEFAULT))
        .filter(route ->
            route.table() instanceof Ref.ToKey(Key key)
                && ObservedGraph.as(table, key).equals(table))
        .filter(route -> TrafficFlow.mayBePublic(route.destination()));
  }

  /** Its target, for messages. */
  static String target(Way.To to) {
    return switch (to.target()) {
      case Lookup.Found(var _, Observed found) -> found.id();
      case Lookup.Outside(String id) -> id;
      case Lookup.Absent(Key key) -> key.value();
      case Lookup.Unread _ -> "what was not read";
    };
  }

  /** The hop of the route itself. */
  Hop hop(Way.To to) {
    String table = to.route().id();
    return to.route().is(State.READY)
        ? Hop.ok(
            Place.ROUTE, table, "The default route of %s leads to %s".formatted(table, target(to)))
        : Hop.broken(
            Place.ROUTE,
            table,
            "The default route of %s to %s is a %s"
                .formatted(table, target(to), to.route().awsState()),
            evidence.remedy(to.table(), "Lead it to a gateway that exists"));
  }
}
