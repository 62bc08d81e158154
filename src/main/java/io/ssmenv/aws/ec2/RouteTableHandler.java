package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Route tables; their listing includes their routes and associations. */
public final class RouteTableHandler implements ListedHandler<RouteTable> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeRouteTables",
          RouteTable.class,
          Set.of(Route.class, RouteTableAssociation.class),
          // The largest page of this API is 100 [D].
          (clients, scope) ->
              clients
                  .ec2()
                  .describeRouteTablesPaginator(
                      request -> request.filters(Tagging.inScope(scope)).maxResults(100))
                  .routeTables()
                  .stream(),
          (clients, id) ->
              clients.ec2().describeRouteTables(request -> request.routeTableIds(id)).routeTables(),
          RouteTableHandler::item);

  @Override
  public Class<RouteTable> type() {
    return RouteTable.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
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
  public String update(AwsCall call, RouteTable desired, Observed current, Set<Component> changed) {
    Tagging.correct(call, current.id(), desired.tags(), ((RouteTable) current.resource()).tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, RouteTable observed, String id) {
    return NotFound.deleted(() -> call.ec2().deleteRouteTable(request -> request.routeTableId(id)));
  }

  @Override
  public List<String> blockers(AwsCall call, RouteTable observed, String id) {
    return DeletionBlockers.ofRouteTable(call, id);
  }

  @Override
  public Change change(RouteTable desired, RouteTable observed, Set<Component> changed) {
    return changed.contains(RouteTable.VPC) ? new Change.DeleteFirst() : new Change.InPlace();
  }

  @Override
  public PruneTiming pruneTiming(RouteTable observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  private static ListedResource item(software.amazon.awssdk.services.ec2.model.RouteTable table) {
    Map<String, String> tags = Tagging.read(table.tags());
    return ListedResource.of(
        table.routeTableId(), tags, false, "available", key -> decode(table, tags, key));
  }

  static List<Observed> decode(
      software.amazon.awssdk.services.ec2.model.RouteTable table,
      Map<String, String> tags,
      Key key) {
    List<Observed> decoded = new ArrayList<>();
    decoded.add(
        new Observed(
            new RouteTable(key, Ref.id(table.vpcId()), UserTags.of(tags)),
            table.routeTableId(),
            State.READY,
            "available"));
    decoded.addAll(RouteHandler.decode(table, key));
    decoded.addAll(RouteTableAssociationHandler.decode(table));
    return decoded;
  }
}
