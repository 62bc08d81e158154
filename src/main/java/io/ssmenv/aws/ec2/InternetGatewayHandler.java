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
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Internet gateways; their listing includes their attachments. */
public final class InternetGatewayHandler implements ListedHandler<InternetGateway> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeInternetGateways",
          InternetGateway.class,
          Set.of(InternetGatewayAttachment.class),
          (clients, scope) ->
              clients
                  .ec2()
                  .describeInternetGatewaysPaginator(
                      request -> request.filters(Tagging.inScope(scope)).maxResults(1000))
                  .internetGateways()
                  .stream(),
          (clients, id) ->
              clients
                  .ec2()
                  .describeInternetGateways(request -> request.internetGatewayIds(id))
                  .internetGateways(),
          InternetGatewayHandler::item);

  @Override
  public Class<InternetGateway> type() {
    return InternetGateway.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
  }

  @Override
  public Created create(AwsCall call, InternetGateway desired) {
    return Created.ready(
        call.ec2()
            .createInternetGateway(request ->
                request.tagSpecifications(
                    Tagging.specification(
                        ResourceType.INTERNET_GATEWAY, call.tags(desired.tags()))))
            .internetGateway()
            .internetGatewayId());
  }

  @Override
  public String update(
      AwsCall call, InternetGateway desired, Observed current, Set<Component> changed) {
    Tagging.correct(
        call, current.id(), desired.tags(), ((InternetGateway) current.resource()).tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, InternetGateway observed, String id) {
    return NotFound.deleted(
        () -> call.ec2().deleteInternetGateway(request -> request.internetGatewayId(id)));
  }

  @Override
  public Change change(InternetGateway desired, InternetGateway observed, Set<Component> changed) {
    return new Change.InPlace();
  }

  @Override
  public PruneTiming pruneTiming(InternetGateway observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  private static ListedResource item(
      software.amazon.awssdk.services.ec2.model.InternetGateway gateway) {
    Map<String, String> tags = Tagging.read(gateway.tags());
    return ListedResource.of(
        gateway.internetGatewayId(), tags, false, "available", key -> decode(gateway, tags, key));
  }

  private static List<Observed> decode(
      software.amazon.awssdk.services.ec2.model.InternetGateway gateway,
      Map<String, String> tags,
      Key key) {
    List<Observed> decoded = new ArrayList<>();
    decoded.add(
        new Observed(
            new InternetGateway(key, UserTags.of(tags)),
            gateway.internetGatewayId(),
            State.READY,
            "available"));
    decoded.addAll(InternetGatewayAttachmentHandler.decode(gateway));
    return decoded;
  }
}
