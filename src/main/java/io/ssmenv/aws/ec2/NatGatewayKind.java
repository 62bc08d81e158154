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
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Public NAT gateways. */
public final class NatGatewayKind implements ResourceKind<NatGateway, AwsCall>, Listing {

  private static final List<String> DEAD = List.of("deleting", "deleted", "failed");

  @Override
  public Class<NatGateway> type() {
    return NatGateway.class;
  }

  @Override
  public Class<NatGateway> main() {
    return NatGateway.class;
  }

  @Override
  public Created create(AwsCall call, NatGateway desired) {
    software.amazon.awssdk.services.ec2.model.NatGateway gateway =
        call.ec2()
            .createNatGateway(request ->
                request
                    .subnetId(call.id(desired.subnet()))
                    .allocationId(call.id(desired.address()))
                    .connectivityType(ConnectivityType.PUBLIC)
                    .clientToken(call.token())
                    .tagSpecifications(
                        Tagging.specification(ResourceType.NATGATEWAY, call.tags(desired.tags()))))
            .natGateway();
    return States.created(
        "CreateNatGateway", gateway.natGatewayId(), States.word(gateway.stateAsString()), DEAD);
  }

  @Override
  public String update(AwsCall call, NatGateway desired, Observed current, Set<String> fields) {
    Tagging.correct(call, current.id(), desired.tags(), ((NatGateway) current.resource()).tags());
    return current.id();
  }

  @Override
  public Removal delete(AwsCall call, NatGateway observed, String id) {
    return Absence.going(() -> call.ec2().deleteNatGateway(request -> request.natGatewayId(id)));
  }

  /** Nothing about one can be changed, and its address serves one gateway at a time. */
  @Override
  public Change change(NatGateway desired, NatGateway observed, Set<String> fields) {
    return fields.equals(Set.of("tags")) ? new Change.InPlace() : new Change.DeleteFirst();
  }

  @Override
  public Withdrawal withdrawal(NatGateway observed, Topology desired) {
    return Withdrawal.RETIRE;
  }

  @Override
  public String action() {
    return "DescribeNatGateways";
  }

  @Override
  public Set<Class<? extends Resource>> kinds() {
    return Set.of(NatGateway.class);
  }

  @Override
  public List<Item> list(Clients clients, String cluster) {
    return clients
        .ec2()
        .describeNatGatewaysPaginator(
            request -> request.filter(Tagging.ofCluster(cluster)).maxResults(1000))
        .natGateways()
        .stream()
        .map(NatGatewayKind::item)
        .toList();
  }

  @Override
  public Optional<Item> find(Clients clients, String id) {
    return Absence.find(() ->
            clients.ec2().describeNatGateways(request -> request.natGatewayIds(id)).natGateways())
        .map(NatGatewayKind::item);
  }

  /** A deleted one stays visible for about an hour. */
  private static Item item(software.amazon.awssdk.services.ec2.model.NatGateway gateway) {
    Map<String, String> tags = Tagging.read(gateway.tags());
    String state = States.word(gateway.stateAsString());
    String awsState = States.withReason(state, failure(gateway));
    return new Item(
        gateway.natGatewayId(),
        tags,
        state.equals("deleted"),
        awsState,
        (key, names) -> List.of(decode(gateway, key, names, awsState)));
  }

  private static String failure(software.amazon.awssdk.services.ec2.model.NatGateway gateway) {
    return gateway.failureCode() == null
        ? ""
        : gateway.failureCode() + ": " + gateway.failureMessage();
  }

  static Observed decode(
      software.amazon.awssdk.services.ec2.model.NatGateway gateway,
      Key key,
      Names names,
      String awsState) {
    Optional<NatGatewayAddress> address =
        gateway.natGatewayAddresses().stream()
            .filter(one -> one.allocationId() != null)
            .findFirst();
    return new Observed(
        new NatGateway(
            key,
            names.ref(gateway.subnetId()),
            address.map(one -> names.ref(one.allocationId())).orElse(Ref.id("no address")),
            VisibleTags.among(Tagging.read(gateway.tags()))),
        gateway.natGatewayId(),
        States.of(States.word(gateway.stateAsString())),
        awsState,
        address
            .flatMap(one -> Optional.ofNullable(one.publicIp()))
            .map(ip -> Map.of(Observed.PUBLIC_IP, ip))
            .orElse(Map.of()));
  }
}
