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
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Public NAT gateways. */
public final class NatGatewayHandler implements ListedHandler<NatGateway> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeNatGateways",
          NatGateway.class,
          Set.of(),
          (clients, scope) ->
              clients
                  .ec2()
                  .describeNatGatewaysPaginator(
                      request -> request.filter(Tagging.inScope(scope)).maxResults(1000))
                  .natGateways()
                  .stream(),
          (clients, id) ->
              clients.ec2().describeNatGateways(request -> request.natGatewayIds(id)).natGateways(),
          NatGatewayHandler::item);

  private static final List<String> DEAD = List.of("deleting", "deleted", "failed");

  @Override
  public Class<NatGateway> type() {
    return NatGateway.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
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
  public String update(AwsCall call, NatGateway desired, Observed current, Set<Component> changed) {
    Tagging.correct(call, current.id(), desired.tags(), ((NatGateway) current.resource()).tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, NatGateway observed, String id) {
    return NotFound.deleting(
        () -> call.ec2().deleteNatGateway(request -> request.natGatewayId(id)));
  }

  /** A NAT gateway cannot be changed, and an address serves one gateway at a time. */
  @Override
  public Change change(NatGateway desired, NatGateway observed, Set<Component> changed) {
    return Component.onlyTags(changed) ? new Change.InPlace() : new Change.DeleteFirst();
  }

  @Override
  public PruneTiming pruneTiming(NatGateway observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  /** A deleted gateway stays visible for about an hour. */
  private static ListedResource item(software.amazon.awssdk.services.ec2.model.NatGateway gateway) {
    Map<String, String> tags = Tagging.read(gateway.tags());
    String state = States.word(gateway.stateAsString());
    String awsState = States.withReason(state, failure(gateway));
    return ListedResource.of(
        gateway.natGatewayId(),
        tags,
        state.equals("deleted"),
        awsState,
        key -> List.of(decode(gateway, key, awsState)));
  }

  private static String failure(software.amazon.awssdk.services.ec2.model.NatGateway gateway) {
    return gateway.failureCode() == null
        ? ""
        : gateway.failureCode() + ": " + gateway.failureMessage();
  }

  static Observed decode(
      software.amazon.awssdk.services.ec2.model.NatGateway gateway, Key key, String awsState) {
    Optional<NatGatewayAddress> address =
        gateway.natGatewayAddresses().stream()
            .filter(one -> one.allocationId() != null)
            .findFirst();
    State state = States.of(States.word(gateway.stateAsString()));
    return new Observed(
        new NatGateway(
            key,
            Ref.id(gateway.subnetId()),
            address.map(one -> Ref.id(one.allocationId())).orElse(withoutAddress(state)),
            UserTags.of(Tagging.read(gateway.tags()))),
        gateway.natGatewayId(),
        state,
        awsState,
        details(gateway, address));
  }

  /**
   * A pending gateway may fail because it does not get its address. If it were replaced before, the
   * failure would not count, and the next attempt would not wait.
   */
  private static Ref withoutAddress(State state) {
    return state == State.PENDING ? new Ref.NotShownYet() : Ref.id("no address");
  }

  private static Map<String, String> details(
      software.amazon.awssdk.services.ec2.model.NatGateway gateway,
      Optional<NatGatewayAddress> address) {
    Map<String, String> details =
        new HashMap<>(States.failure(gateway.failureCode(), gateway.failureMessage()));
    address
        .flatMap(one -> Optional.ofNullable(one.publicIp()))
        .ifPresent(ip -> details.put(Observed.PUBLIC_IP, ip));
    return details;
  }
}
