package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Creates, describes and deletes route tables; {@link RouteActions} and {@link
 * RouteTableAssociationActions} manage their routes and associations.
 */
final class RouteTableActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  RouteTableActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateRouteTable", this::create, "VpcId", "ClientToken").and(Ec2Tags.ON_CREATE),
        read("DescribeRouteTables", this::describe, "RouteTableId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteRouteTable", this::delete, "RouteTableId"));
  }

  /** Creates a table with only the local route. */
  static SimulatedRouteTable empty(Ec2State state, SimulatedVpc vpc, Map<String, String> tags) {
    SimulatedRouteTable.Route local =
        new SimulatedRouteTable.Route(vpc.cidr().toString(), "local", "CreateRouteTable");
    return new SimulatedRouteTable(
        state.newId(ResourceIdType.ROUTE_TABLE), vpc.id(), List.of(local), List.of(), tags);
  }

  /** Returns a new id of an association. */
  static String newAssociationId(Ec2State state) {
    return state.simulation().ids().next("rtbassoc");
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    return state
        .tokens()
        .once(
            call,
            () -> {
              SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
              Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.ROUTE_TABLE);
              long count =
                  state.routeTables().all().filter(t -> t.vpcId().equals(vpc.id())).count();
              if (count >= ec2.quotas().routeTablesPerVpc()) {
                throw ErrorWords.error("route-table-limit-exceeded");
              }
              SimulatedRouteTable table = empty(state, vpc, tags);
              state.routeTables().add(table, call.now());
              Optional<String> token = ClientTokens.token(call);
              return () ->
                  Struct.empty()
                      .with(
                          "routeTable",
                          render(state, state.routeTables().get(table.id()).orElse(table)))
                      .with("clientToken", token);
            });
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    return ec2.page(
        call,
        "routeTableSet",
        Pages.HUNDRED,
        () ->
            state
                .routeTables()
                .described(call.params().texts("RouteTableId"), call.now())
                .filter(filters(state).of(call))
                .map(table -> render(state, table)));
  }

  private static Filters<SimulatedRouteTable> filters(Ec2State state) {
    return Filters.tagged(SimulatedRouteTable::tags)
        .one("route-table-id", SimulatedRouteTable::id)
        .one("vpc-id", SimulatedRouteTable::vpcId)
        .one("owner-id", _ -> state.accountId())
        .any(
            "association.main",
            t -> t.main() ? List.of("true").stream() : t.subnetIds().map(_ -> "false"))
        .any("association.subnet-id", SimulatedRouteTable::subnetIds)
        .any("association.route-table-id", t -> t.associations().stream().map(_ -> t.id()))
        .any(
            "association.route-table-association-id",
            t -> t.associations().stream().map(SimulatedRouteTable.Association::id))
        .any(
            "route.destination-cidr-block",
            t -> t.routes().stream().map(SimulatedRouteTable.Route::destination))
        .any("route.gateway-id", t -> t.routes().stream().map(SimulatedRouteTable.Route::target))
        .any(
            "route.nat-gateway-id", t -> t.routes().stream().map(SimulatedRouteTable.Route::target))
        .any("route.origin", t -> t.routes().stream().map(SimulatedRouteTable.Route::origin))
        .any("route.state", t -> t.routes().stream().map(r -> RouteState.of(state, t, r)));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedRouteTable table =
        state.routeTables().require(call.params().required("RouteTableId"), call.now());
    if (!table.associations().isEmpty()) {
      throw ApiErrors.dependencies("routeTable", table.id());
    }
    state
        .endpoints()
        .all()
        .filter(e -> e.settings().routeTableIds().contains(table.id()))
        .toList()
        .stream()
        .forEach(e -> unlink(state, e, table, call));
    state.routeTables().remove(table.id(), call.now());
    return Ec2Context.success();
  }

  private static void unlink(
      Ec2State state, SimulatedVpcEndpoint endpoint, SimulatedRouteTable table, Call call) {
    state
        .endpoints()
        .update(
            endpoint.id(),
            call.now(),
            e ->
                e.withRouteTables(
                    e.settings().routeTableIds().stream()
                        .filter(id -> !id.equals(table.id()))
                        .collect(Collectors.toUnmodifiableSet())));
  }

  private static Struct render(Ec2State state, SimulatedRouteTable table) {
    return Struct.empty()
        .with("routeTableId", table.id())
        .with("vpcId", table.vpcId())
        .with("ownerId", state.accountId())
        .with("routeSet", table.routes().stream().map(route -> render(state, table, route)))
        .with("associationSet", table.associations().stream().map(a -> render(table, a)))
        .with("propagatingVgwSet", List.of())
        .with("tagSet", Ec2Tags.set(table.tags()));
  }

  private static Struct render(
      Ec2State state, SimulatedRouteTable table, SimulatedRouteTable.Route route) {
    String target = route.target();
    Struct rendered =
        Struct.empty()
            .with(
                route.destination().startsWith("pl-")
                    ? "destinationPrefixListId"
                    : "destinationCidrBlock",
                route.destination());
    if (target.startsWith("nat-")) {
      rendered.with("natGatewayId", target);
    } else if (target.startsWith("eni-")) {
      rendered.with("networkInterfaceId", target);
    } else {
      rendered.with("gatewayId", target);
    }
    return rendered
        .with("state", RouteState.of(state, table, route))
        .with("origin", route.origin());
  }

  private static Struct render(
      SimulatedRouteTable table, SimulatedRouteTable.Association association) {
    return Struct.empty()
        .with("routeTableAssociationId", association.id())
        .with("routeTableId", table.id())
        .with("subnetId", association.subnetId())
        .with("main", association.subnetId().isEmpty())
        .with("associationState", Struct.empty().with("state", association.state()));
  }
}
