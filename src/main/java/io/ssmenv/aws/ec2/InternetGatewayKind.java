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
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Internet gateways; their listing tells of their attachments too. */
public final class InternetGatewayKind implements ResourceKind<InternetGateway, AwsCall>, Listing {

  @Override
  public Class<InternetGateway> type() {
    return InternetGateway.class;
  }

  @Override
  public Class<InternetGateway> main() {
    return InternetGateway.class;
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
      AwsCall call, InternetGateway desired, Observed current, Set<String> fields) {
    Tagging.correct(
        call, current.id(), desired.tags(), ((InternetGateway) current.resource()).tags());
    return current.id();
  }

  @Override
  public Removal delete(AwsCall call, InternetGateway observed, String id) {
    return Absence.gone(
        () -> call.ec2().deleteInternetGateway(request -> request.internetGatewayId(id)));
  }

  @Override
  public Change change(InternetGateway desired, InternetGateway observed, Set<String> fields) {
    return new Change.InPlace();
  }

  @Override
  public Withdrawal withdrawal(InternetGateway observed, Topology desired) {
    return Withdrawal.RETIRE;
  }

  @Override
  public String action() {
    return "DescribeInternetGateways";
  }

  @Override
  public Set<Class<? extends Resource>> kinds() {
    return Set.of(InternetGateway.class, InternetGatewayAttachment.class);
  }

  @Override
  public List<Item> list(Clients clients, String cluster) {
    return clients
        .ec2()
        .describeInternetGatewaysPaginator(
            request -> request.filters(Tagging.ofCluster(cluster)).maxResults(1000))
        .internetGateways()
        .stream()
        .map(InternetGatewayKind::item)
        .toList();
  }

  @Override
  public Optional<Item> find(Clients clients, String id) {
    return Absence.find(() ->
            clients
                .ec2()
                .describeInternetGateways(request -> request.internetGatewayIds(id))
                .internetGateways())
        .map(InternetGatewayKind::item);
  }

  private static Item item(software.amazon.awssdk.services.ec2.model.InternetGateway gateway) {
    Map<String, String> tags = Tagging.read(gateway.tags());
    return new Item(
        gateway.internetGatewayId(),
        tags,
        false,
        "available",
        (key, names) -> decode(gateway, tags, key, names));
  }

  private static List<Observed> decode(
      software.amazon.awssdk.services.ec2.model.InternetGateway gateway,
      Map<String, String> tags,
      Key key,
      Names names) {
    List<Observed> decoded = new ArrayList<>();
    decoded.add(
        new Observed(
            new InternetGateway(key, VisibleTags.among(tags)),
            gateway.internetGatewayId(),
            State.READY,
            "available"));
    decoded.addAll(InternetGatewayAttachmentKind.decode(gateway, names));
    return decoded;
  }
}
