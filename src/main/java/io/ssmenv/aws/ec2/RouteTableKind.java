package io.ssmenv.aws.ec2;

import io.ssmenv.aws.Absence;
import io.ssmenv.aws.AwsCall;
import io.ssmenv.aws.Clients;
import io.ssmenv.aws.VisibleTags;
import io.ssmenv.aws.inventory.Item;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.Names;
import io.ssmenv.cloud.ResourceKind;
import io.ssmenv.plan.Rules.Change;
import io.ssmenv.plan.Rules.Withdrawal;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Route tables; their listing tells of their routes and associations too. */
public final class RouteTableKind implements ResourceKind<RouteTable, AwsCall>, Listing {

  @Override
  public Class<RouteTable> type() {
    return RouteTable.class;
  }

  @Override
  public Class<RouteTable> main() {
    return RouteTable.class;
  }

  @Override
  public Created create(AwsCall call, RouteTable desired) {
    return Created.ready(
        call.ec2()
            .createRouteTable(request ->
                request
                    .vpcId(call.id(desired.vpc()))
                    .clientToken(call.token())
                    .tagSpecifications(
                        Tagging.specification(ResourceType.ROUTE_TABLE, call.tags(desired.tags()))))
            .routeTable()
            .routeTableId());
  }

  @Override
  public String update(AwsCall call, RouteTable desired, Observed current, Set<String> fields) {
    Tagging.correct(call, current.id(), desired.tags(), ((RouteTable) current.resource()).tags());
    return current.id();
  }

  @Override
  public Removal delete(AwsCall call, RouteTable observed, String id) {
    return Absence.gone(() -> call.ec2().deleteRouteTable(request -> request.routeTableId(id)));
  }

  @Override
  public Change change(RouteTable desired, RouteTable observed, Set<String> fields) {
    return fields.contains("vpc") ? new Change.DeleteFirst() : new Change.InPlace();
  }

  @Override
  public Withdrawal withdrawal(RouteTable observed, Topology desired) {
    return Withdrawal.RETIRE;
  }

  @Override
  public String action() {
    return "DescribeRouteTables";
  }

  @Override
  public Set<Class<? extends Resource>> kinds() {
    return Set.of(RouteTable.class, Route.class, RouteTableAssociation.class);
  }

  /** This API's largest page is 100 [D]. */
  @Override
  public List<Item> list(Clients clients, String cluster) {
    return clients
        .ec2()
        .describeRouteTablesPaginator(
            request -> request.filters(Tagging.ofCluster(cluster)).maxResults(100))
        .routeTables()
        .stream()
        .map(RouteTableKind::item)
        .toList();
  }

  @Override
  public Optional<Item> find(Clients clients, String id) {
    return Absence.find(() ->
            clients.ec2().describeRouteTables(request -> request.routeTableIds(id)).routeTables())
        .map(RouteTableKind::item);
  }

  private static Item item(software.amazon.awssdk.services.ec2.model.RouteTable table) {
    Map<String, String> tags = Tagging.read(table.tags());
    return new Item(
        table.routeTableId(),
        tags,
        false,
        "available",
        (key, names) -> decode(table, tags, key, names));
  }

  static List<Observed> decode(
      software.amazon.awssdk.services.ec2.model.RouteTable table,
      Map<String, String> tags,
      Key key,
      Names names) {
    List<Observed> decoded = new ArrayList<>();
    decoded.add(
        new Observed(
            new RouteTable(key, names.ref(table.vpcId()), VisibleTags.among(tags)),
            table.routeTableId(),
            State.READY,
            "available"));
    decoded.addAll(RouteKind.decode(table, key, names));
    decoded.addAll(RouteTableAssociationKind.decode(table, names));
    return decoded;
  }
}
