package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.SimulatedRouteTable.Association;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Manages the associations of route tables with subnets, and the main route table of a VPC. */
final class RouteTableAssociationActions implements Ec2ActionGroup {
  private record Found(SimulatedRouteTable table, Association association) {}

  private final Ec2Context ec2;

  RouteTableAssociationActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("AssociateRouteTable", this::associate, "RouteTableId", "SubnetId"),
        write("DisassociateRouteTable", this::disassociate, "AssociationId"),
        write("ReplaceRouteTableAssociation", this::replace, "AssociationId", "RouteTableId"));
  }

  private Struct associate(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedRouteTable table = table(call, state);
    SimulatedSubnet subnet =
        state.subnets().require(call.params().required("SubnetId"), call.now());
    if (!subnet.vpcId().equals(table.vpcId())) {
      throw ApiErrors.invalid(
          "route table %s and subnet %s belong to different networks", table.id(), subnet.id());
    }
    Optional<Found> existing =
        associations(state)
            .filter(f -> f.association().subnetId().filter(subnet.id()::equals).isPresent())
            .findFirst();
    if (existing.isPresent() && !existing.get().table().id().equals(table.id())) {
      throw ErrorWords.error("resource-already-associated-route-table-association", table.id());
    }
    return answer(
        "associationId",
        existing.map(Found::association).orElseGet(() -> link(call, state, table, subnet.id())));
  }

  private Struct disassociate(Call call) {
    Ec2State state = ec2.state(call);
    Found found = require(call, state);
    if (found.association().subnetId().isEmpty()) {
      throw ApiErrors.invalid(
          "cannot disassociate the main route table association %s", found.association().id());
    }
    unlink(state, found, call.now());
    return Ec2Context.success();
  }

  private Struct replace(Call call) {
    Ec2State state = ec2.state(call);
    Found found = require(call, state);
    SimulatedRouteTable table = table(call, state);
    if (!table.vpcId().equals(found.table().vpcId())) {
      throw ApiErrors.invalid(
          "route tables %s and %s belong to different networks", table.id(), found.table().id());
    }
    unlink(state, found, call.now());
    Optional<String> subnetId = found.association().subnetId();
    Association created =
        subnetId.isPresent()
            ? link(call, state, table, subnetId.get())
            : makeMain(call, state, table);
    return answer("newAssociationId", created);
  }

  private static Association link(
      Call call, Ec2State state, SimulatedRouteTable table, String subnetId) {
    Association created =
        new Association(
            RouteTableActions.newAssociationId(state), Optional.of(subnetId), "associating");
    state.routeTables().update(table.id(), call.now(), t -> t.with(created));
    state.schedule(
        call.now(),
        StateDuration.ROUTE_TABLE_ASSOCIATED,
        created.id(),
        at -> state.routeTables().update(table.id(), at, t -> associated(t, created.id())));
    return created;
  }

  private static SimulatedRouteTable associated(SimulatedRouteTable table, String associationId) {
    return table.associations().stream()
        .filter(a -> a.id().equals(associationId))
        .findFirst()
        .map(a -> table.with(new Association(a.id(), a.subnetId(), "associated")))
        .orElse(table);
  }

  private static Association makeMain(Call call, Ec2State state, SimulatedRouteTable table) {
    Association created =
        new Association(RouteTableActions.newAssociationId(state), Optional.empty(), "associated");
    state.routeTables().update(table.id(), call.now(), t -> t.with(created));
    return created;
  }

  private static void unlink(Ec2State state, Found found, Instant now) {
    state
        .routeTables()
        .update(found.table().id(), now, t -> t.withoutAssociations(found.association()::equals));
  }

  private static Stream<Found> associations(Ec2State state) {
    return state
        .routeTables()
        .all()
        .flatMap(table -> table.associations().stream().map(a -> new Found(table, a)));
  }

  private static Found require(Call call, Ec2State state) {
    String id = call.params().required("AssociationId");
    return associations(state)
        .filter(found -> found.association().id().equals(id))
        .findFirst()
        .orElseThrow(() -> ErrorWords.error("invalid-association-id-not-found", id));
  }

  private static SimulatedRouteTable table(Call call, Ec2State state) {
    return state.routeTables().require(call.params().required("RouteTableId"), call.now());
  }

  private static Struct answer(String name, Association association) {
    return Struct.empty()
        .with(name, association.id())
        .with("associationState", Struct.empty().with("state", association.state()));
  }
}
