package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Routes. Their id is that of their route table. */
public final class RouteHandler implements ResourceHandler<Route, AwsCall> {

  @Override
  public Class<Route> type() {
    return Route.class;
  }

  /** Replaces the target of a route that already exists. */
  @Override
  public Created create(AwsCall call, Route desired) {
    String table = call.id(desired.table());
    String target = call.id(desired.target());
    try {
      call.ec2().createRoute(creation(table, desired.destination(), target));
    } catch (Ec2Exception e) {
      if (!ErrorClassifier.isCode(e, "RouteAlreadyExists")) {
        throw e;
      }
      call.ec2().replaceRoute(replacement(table, desired.destination(), target));
    }
    return new Created(table, State.READY, "active", List.of(), Optional.empty());
  }

  /** ReplaceRoute fails if the route does not exist; CreateRoute fails if it does. */
  @Override
  public String update(AwsCall call, Route desired, Observed current, Set<Component> changed) {
    String target = call.id(desired.target());
    try {
      call.ec2().replaceRoute(replacement(current.id(), desired.destination(), target));
    } catch (Ec2Exception e) {
      if (!ErrorClassifier.isCode(e, "InvalidRoute.NotFound", "InvalidParameterValue")) {
        throw e;
      }
      call.ec2().createRoute(creation(current.id(), desired.destination(), target));
    }
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, Route observed, String id) {
    return NotFound.linkDeleted(
        "InvalidRoute.NotFound",
        () -> call.ec2().deleteRoute(deletion(id, observed.destination())));
  }

  @Override
  public Change change(Route desired, Route observed, Set<Component> changed) {
    return changed.contains(Route.TABLE) ? new Change.DeleteFirst() : new Change.InPlace();
  }

  /**
   * The default route of a table that is kept is the egress path, so deleting it is the cutover.
   * Any other route was added by somebody else, and no resource of the environment relies on it.
   */
  @Override
  public PruneTiming pruneTiming(Route observed, Topology desired) {
    if (!observed.destination().equals(Route.DEFAULT)) {
      return PruneTiming.IMMEDIATE;
    }
    return observed.table() instanceof Ref.ToKey(Key table) && desired.contains(table)
        ? PruneTiming.CUTOVER
        : PruneTiming.AFTER_CUTOVER;
  }

  /** With its table. Routes to what was deleted are black holes, and keep nothing [D]. */
  @Override
  public Optional<Ref> deletedWith(Route observed) {
    return Optional.of(observed.table());
  }

  @Override
  public boolean affectsConnectivity() {
    return true;
  }

  static List<Observed> decode(RouteTable table, Key tableKey) {
    return table.routes().stream()
        .filter(route -> !isAmazons(route))
        .map(route -> {
          String destination = destination(route);
          String state = States.word(route.stateAsString());
          return new Observed(
              new Route(
                  Route.key(tableKey, destination),
                  Ref.id(table.routeTableId()),
                  destination,
                  Ref.id(target(route))),
              table.routeTableId(),
              state.equals("blackhole") ? State.PENDING : State.READY,
              state.equals("unknown") ? "active" : state);
        })
        .toList();
  }

  /** Routes that AWS manages: local routes, propagated ones, and those of gateway endpoints. */
  private static boolean isAmazons(software.amazon.awssdk.services.ec2.model.Route route) {
    String gateway = Optional.ofNullable(route.gatewayId()).orElse("");
    return gateway.equals("local")
        || "EnableVgwRoutePropagation".equals(route.originAsString())
        || (route.destinationPrefixListId() != null
            && (gateway.startsWith("vpce-") || gateway.equalsIgnoreCase("VpcLattice")));
  }

  private static String destination(software.amazon.awssdk.services.ec2.model.Route route) {
    return first(
        route.destinationCidrBlock(),
        route.destinationIpv6CidrBlock(),
        route.destinationPrefixListId());
  }

  private static String target(software.amazon.awssdk.services.ec2.model.Route route) {
    return first(
        route.gatewayId(),
        route.natGatewayId(),
        route.networkInterfaceId(),
        route.instanceId(),
        route.transitGatewayId(),
        route.vpcPeeringConnectionId(),
        route.egressOnlyInternetGatewayId(),
        route.localGatewayId(),
        route.carrierGatewayId(),
        route.coreNetworkArn());
  }

  private static String first(String... values) {
    return Stream.of(values)
        .flatMap(value -> Optional.ofNullable(value).stream())
        .findFirst()
        .orElse("unknown");
  }

  private static CreateRouteRequest creation(String table, String destination, String target) {
    CreateRouteRequest.Builder request =
        CreateRouteRequest.builder().routeTableId(table).destinationCidrBlock(destination);
    return (target.startsWith("nat-") ? request.natGatewayId(target) : request.gatewayId(target))
        .build();
  }

  private static ReplaceRouteRequest replacement(String table, String destination, String target) {
    ReplaceRouteRequest.Builder request =
        ReplaceRouteRequest.builder().routeTableId(table).destinationCidrBlock(destination);
    return (target.startsWith("nat-") ? request.natGatewayId(target) : request.gatewayId(target))
        .build();
  }

  private static DeleteRouteRequest deletion(String table, String destination) {
    DeleteRouteRequest.Builder request = DeleteRouteRequest.builder().routeTableId(table);
    if (destination.startsWith("pl-")) {
      return request.destinationPrefixListId(destination).build();
    }
    return destination.contains(":")
        ? request.destinationIpv6CidrBlock(destination).build()
        : request.destinationCidrBlock(destination).build();
  }
}
