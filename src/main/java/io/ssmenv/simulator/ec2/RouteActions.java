package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.network.Cidr;
import java.util.List;
import java.util.stream.Stream;

/** Creates, replaces and deletes routes. */
final class RouteActions implements Ec2ActionGroup {
  private static final String[] PARAMETERS = {
    "RouteTableId", "DestinationCidrBlock", "GatewayId", "NatGatewayId", "NetworkInterfaceId"
  };

  private final Ec2Context ec2;

  RouteActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateRoute", this::create, PARAMETERS),
        write("ReplaceRoute", this::replace, PARAMETERS),
        write("DeleteRoute", this::delete, "RouteTableId", "DestinationCidrBlock"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedRouteTable table = table(call, state);
    String destination = destination(call);
    String target = target(call, state, table);
    if (table.route(destination).isPresent()) {
      throw ErrorWords.error("route-already-exists-route", destination);
    }
    if (table.routes().size() >= ec2.quotas().routesPerTable()) {
      throw ErrorWords.error("route-limit-exceeded");
    }
    put(call, state, table, destination, target);
    return Ec2Context.success();
  }

  private Struct replace(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedRouteTable table = table(call, state);
    String destination = destination(call);
    String target = target(call, state, table);
    SimulatedRouteTable.Route old =
        table
            .route(destination)
            .orElseThrow(() -> ErrorWords.error("route-to-replace-missing", destination));
    if (old.target().equals("local")) {
      throw ErrorWords.error("local-route-replaced", destination, table.id());
    }
    put(call, state, table, destination, target);
    return Ec2Context.success();
  }

  private static void put(
      Call call, Ec2State state, SimulatedRouteTable table, String destination, String target) {
    SimulatedRouteTable.Route route =
        new SimulatedRouteTable.Route(destination, target, "CreateRoute");
    state.routeTables().update(table.id(), call.now(), t -> t.with(route));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedRouteTable table = table(call, state);
    String destination = destination(call);
    SimulatedRouteTable.Route route =
        table
            .route(destination)
            .orElseThrow(
                () -> ErrorWords.error("invalid-route-not-found", destination, table.id()));
    if (route.target().equals("local")) {
      throw ErrorWords.error("local-route-deleted", destination, table.id());
    }
    state
        .routeTables()
        .update(
            table.id(), call.now(), t -> t.withoutRoutes(r -> r.destination().equals(destination)));
    return Ec2Context.success();
  }

  private static SimulatedRouteTable table(Call call, Ec2State state) {
    return state.routeTables().require(call.params().required("RouteTableId"), call.now());
  }

  private static String destination(Call call) {
    String text = call.params().required("DestinationCidrBlock");
    return Cidr.parse(text)
        .orElseThrow(() -> ErrorWords.error("route-destination-malformed", text))
        .canonical()
        .toString();
  }

  private static String target(Call call, Ec2State state, SimulatedRouteTable table) {
    List<String> given =
        Stream.of("GatewayId", "NatGatewayId", "NetworkInterfaceId")
            .filter(call.params()::has)
            .toList();
    if (given.isEmpty()) {
      throw ApiErrors.missing("GatewayId, NatGatewayId or NetworkInterfaceId");
    }
    if (given.size() > 1) {
      throw ApiErrors.combination("A route must have exactly one target, not %s", given);
    }
    String id = call.params().required(given.getFirst());
    String vpcId =
        switch (given.getFirst()) {
          case "GatewayId" -> gatewayVpc(call, state, id);
          case "NatGatewayId" ->
              state
                  .natGateways()
                  .findForWrite(id, call.now())
                  .filter(nat -> nat.isActive() && !nat.state().equals("deleting"))
                  .orElseThrow(() -> ErrorWords.error("nat-gateway-of-route-missing", id))
                  .vpcId();
          default -> state.interfaces().require(id, call.now()).vpcId();
        };
    if (!vpcId.equals(table.vpcId())) {
      throw ErrorWords.error("route-to-other-network", table.id(), id);
    }
    return id;
  }

  private static String gatewayVpc(Call call, Ec2State state, String id) {
    return state
        .internetGateways()
        .findForWrite(id, call.now())
        .orElseThrow(() -> ErrorWords.error("gateway-of-route-missing", id))
        .vpcId()
        .orElse("no network");
  }
}
