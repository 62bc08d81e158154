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
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationState;

/** The associations of subnets with their route tables. */
public final class RouteTableAssociationHandler
    implements ResourceHandler<RouteTableAssociation, AwsCall> {

  @Override
  public Class<RouteTableAssociation> type() {
    return RouteTableAssociation.class;
  }

  /** Replaces an existing association, so that the subnet always has a route table. */
  @Override
  public Created create(AwsCall call, RouteTableAssociation desired) {
    String subnet = call.id(desired.subnet());
    String table = call.id(desired.table());
    try {
      var answer =
          call.ec2().associateRouteTable(request -> request.subnetId(subnet).routeTableId(table));
      return States.created(answer.associationId(), word(answer.associationState()));
    } catch (Ec2Exception e) {
      if (!ErrorClassifier.isCode(e, "Resource.AlreadyAssociated")) {
        throw e;
      }
      return existing(call, subnet, table).orElseThrow(() -> e);
    }
  }

  private static Optional<Created> existing(AwsCall call, String subnet, String table) {
    return call
        .ec2()
        .describeRouteTables(
            request -> request.filters(Tagging.filter("association.subnet-id", subnet)))
        .routeTables()
        .stream()
        .flatMap(one -> one.associations().stream())
        .filter(association -> subnet.equals(association.subnetId()))
        .findFirst()
        .map(association ->
            association.routeTableId().equals(table)
                ? States.created(
                    association.routeTableAssociationId(), word(association.associationState()))
                : replace(call, association.routeTableAssociationId(), table));
  }

  private static Created replace(AwsCall call, String association, String table) {
    var answer =
        call.ec2()
            .replaceRouteTableAssociation(
                request -> request.associationId(association).routeTableId(table));
    return States.created(answer.newAssociationId(), word(answer.associationState()));
  }

  @Override
  public String update(
      AwsCall call, RouteTableAssociation desired, Observed current, Set<Component> changed) {
    return replace(call, current.id(), call.id(desired.table())).id();
  }

  @Override
  public Deletion delete(AwsCall call, RouteTableAssociation observed, String id) {
    return NotFound.deleted(
        () -> call.ec2().disassociateRouteTable(request -> request.associationId(id)));
  }

  @Override
  public Change change(
      RouteTableAssociation desired, RouteTableAssociation observed, Set<Component> changed) {
    return changed.contains(RouteTableAssociation.SUBNET)
        ? new Change.DeleteFirst()
        : new Change.InPlace();
  }

  @Override
  public PruneTiming pruneTiming(RouteTableAssociation observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  @Override
  public boolean affectsConnectivity() {
    return true;
  }

  /** Leaves out the association of the main route table, which has no subnet. */
  static List<Observed> decode(RouteTable table) {
    return table.associations().stream()
        .filter(association -> association.subnetId() != null)
        .filter(association -> !word(association.associationState()).equals("disassociated"))
        .map(association -> {
          String state = word(association.associationState());
          return new Observed(
              new RouteTableAssociation(
                  RouteTableAssociation.key(Key.of("subnet", association.subnetId())),
                  Ref.id(association.subnetId()),
                  Ref.id(table.routeTableId())),
              association.routeTableAssociationId(),
              States.of(state),
              state);
        })
        .toList();
  }

  /** Some services other than AWS report no state. */
  private static String word(@Nullable RouteTableAssociationState state) {
    return state == null ? "associated" : States.word(state.stateAsString());
  }
}
