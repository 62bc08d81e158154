package io.ssmenv.simulator.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A route table with its routes and associations. */
record SimulatedRouteTable(
    String id,
    String vpcId,
    List<Route> routes,
    List<Association> associations,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedRouteTable> {

  /**
   * A route.
   *
   * @param destination a CIDR or a prefix list's id
   * @param target {@code local} or an id: {@code igw-}, {@code nat-}, {@code eni-}, {@code vpce-}
   * @param origin {@code CreateRouteTable} or {@code CreateRoute}
   */
  record Route(String destination, String target, String origin) {}

  /**
   * An association.
   *
   * @param subnetId the subnet; empty for the main association
   * @param state {@code associating} or {@code associated}
   */
  record Association(String id, Optional<String> subnetId, String state) {}

  boolean main() {
    return associations.stream().anyMatch(a -> a.subnetId().isEmpty());
  }

  Stream<String> subnetIds() {
    return associations.stream().flatMap(a -> a.subnetId().stream());
  }

  Optional<Route> route(String destination) {
    return routes.stream().filter(r -> r.destination().equals(destination)).findFirst();
  }

  SimulatedRouteTable with(Route route) {
    Stream<Route> others =
        routes.stream().filter(r -> !r.destination().equals(route.destination()));
    return withRoutes(Stream.concat(others, Stream.of(route)).toList());
  }

  SimulatedRouteTable withoutRoutes(Predicate<Route> which) {
    return withRoutes(routes.stream().filter(which.negate()).toList());
  }

  private SimulatedRouteTable withRoutes(List<Route> newRoutes) {
    return new SimulatedRouteTable(id, vpcId, newRoutes, associations, tags);
  }

  SimulatedRouteTable with(Association association) {
    Stream<Association> others =
        associations.stream().filter(a -> !a.id().equals(association.id()));
    return withAssociations(Stream.concat(others, Stream.of(association)).toList());
  }

  SimulatedRouteTable withoutAssociations(Predicate<Association> which) {
    return withAssociations(associations.stream().filter(which.negate()).toList());
  }

  private SimulatedRouteTable withAssociations(List<Association> newAssociations) {
    return new SimulatedRouteTable(id, vpcId, routes, newAssociations, tags);
  }

  @Override
  public SimulatedRouteTable withTags(Map<String, String> newTags) {
    return new SimulatedRouteTable(id, vpcId, routes, associations, newTags);
  }
}
