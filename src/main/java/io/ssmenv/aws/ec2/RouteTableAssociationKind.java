package io.ssmenv.aws.ec2;

import io.ssmenv.aws.Absence;
import io.ssmenv.aws.AwsCall;
import io.ssmenv.aws.ErrorCatalogue;
import io.ssmenv.aws.inventory.Names;
import io.ssmenv.cloud.ResourceKind;
import io.ssmenv.plan.Rules.Change;
import io.ssmenv.plan.Rules.Withdrawal;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationState;

/** The links of subnets to their route tables. */
public final class RouteTableAssociationKind
    implements ResourceKind<RouteTableAssociation, AwsCall> {

  @Override
  public Class<RouteTableAssociation> type() {
    return RouteTableAssociation.class;
  }

  /** A subnet that has a table already is moved to this one: it is never without. */
  @Override
  public Created create(AwsCall call, RouteTableAssociation desired) {
    String subnet = call.id(desired.subnet());
    String table = call.id(desired.table());
    try {
      var answer =
          call.ec2().associateRouteTable(request -> request.subnetId(subnet).routeTableId(table));
      return States.created(answer.associationId(), word(answer.associationState()));
    } catch (Ec2Exception e) {
      if (!ErrorCatalogue.isCode(e, "Resource.AlreadyAssociated")) {
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
      AwsCall call, RouteTableAssociation desired, Observed current, Set<String> fields) {
    return replace(call, current.id(), call.id(desired.table())).id();
  }

  @Override
  public Removal delete(AwsCall call, RouteTableAssociation observed, String id) {
    return Absence.gone(
        () -> call.ec2().disassociateRouteTable(request -> request.associationId(id)));
  }

  @Override
  public Change change(
      RouteTableAssociation desired, RouteTableAssociation observed, Set<String> fields) {
    return fields.contains("subnet") ? new Change.DeleteFirst() : new Change.InPlace();
  }

  @Override
  public Withdrawal withdrawal(RouteTableAssociation observed, Topology desired) {
    return Withdrawal.RETIRE;
  }

  /** Only those of subnets: a VPC's main table serves it without a link of ours. */
  static List<Observed> decode(RouteTable table, Names names) {
    return table.associations().stream()
        .filter(association -> association.subnetId() != null)
        .filter(association -> !word(association.associationState()).equals("disassociated"))
        .flatMap(association -> {
          Ref subnet = names.ref(association.subnetId());
          String state = word(association.associationState());
          return subnet instanceof Ref.ToKey(Key key)
              ? Stream.of(
                  new Observed(
                      new RouteTableAssociation(
                          RouteTableAssociation.key(key), subnet, names.ref(table.routeTableId())),
                      association.routeTableAssociationId(),
                      States.of(state),
                      state))
              : Stream.empty();
        })
        .toList();
  }

  /** A service that reports no state has no other than this. */
  private static String word(@Nullable RouteTableAssociationState state) {
    return state == null ? "associated" : States.word(state.stateAsString());
  }
}
