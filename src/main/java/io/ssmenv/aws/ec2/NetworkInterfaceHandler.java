package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The network interfaces that instances are launched on. */
public final class NetworkInterfaceHandler implements ListedHandler<NetworkInterface> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeNetworkInterfaces",
          NetworkInterface.class,
          Set.of(),
          (clients, scope) ->
              clients
                  .ec2()
                  .describeNetworkInterfacesPaginator(
                      request -> request.filters(Tagging.inScope(scope)).maxResults(1000))
                  .networkInterfaces()
                  .stream(),
          (clients, id) ->
              clients
                  .ec2()
                  .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
                  .networkInterfaces(),
          NetworkInterfaceHandler::item);

  @Override
  public Class<NetworkInterface> type() {
    return NetworkInterface.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
  }

  @Override
  public Created create(AwsCall call, NetworkInterface desired) {
    var created =
        call.ec2()
            .createNetworkInterface(request ->
                request
                    .subnetId(call.id(desired.subnet()))
                    .groups(groups(call, desired))
                    .description(call.owner() + " " + desired.key())
                    .clientToken(call.token())
                    .tagSpecifications(
                        Tagging.specification(
                            ResourceType.NETWORK_INTERFACE, call.tags(desired.tags()))))
            .networkInterface();
    return States.created(created.networkInterfaceId(), States.word(created.statusAsString()));
  }

  @Override
  public String update(
      AwsCall call, NetworkInterface desired, Observed current, Set<Component> changed) {
    if (changed.contains(NetworkInterface.GROUPS)) {
      call.ec2()
          .modifyNetworkInterfaceAttribute(
              request -> request.networkInterfaceId(current.id()).groups(groups(call, desired)));
    }
    Tagging.correct(
        call, current.id(), desired.tags(), ((NetworkInterface) current.resource()).tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, NetworkInterface observed, String id) {
    return NotFound.deleted(
        () -> call.ec2().deleteNetworkInterface(request -> request.networkInterfaceId(id)));
  }

  @Override
  public List<String> blockers(AwsCall call, NetworkInterface observed, String id) {
    return DeletionBlockers.ofInterface(call, id);
  }

  @Override
  public Change change(
      NetworkInterface desired, NetworkInterface observed, Set<Component> changed) {
    return changed.contains(NetworkInterface.SUBNET)
        ? new Change.DeleteFirstIfUnused(
            "A network interface cannot be moved to another subnet. Terminate its instance and"
                + " delete the interface; the operator creates both again")
        : new Change.InPlace();
  }

  /** An interface has an address, but nobody uses the address of an instance that never existed. */
  @Override
  public boolean isDisposable() {
    return true;
  }

  private static ListedResource item(
      software.amazon.awssdk.services.ec2.model.NetworkInterface one) {
    String state = States.word(one.statusAsString());
    return ListedResource.of(
        one.networkInterfaceId(),
        Tagging.read(one.tagSet()),
        false,
        state,
        key -> List.of(decode(one, key, state)));
  }

  /** An interface is ready whether an instance uses it or not. */
  private static Observed decode(
      software.amazon.awssdk.services.ec2.model.NetworkInterface one, Key key, String state) {
    Map<String, String> details = new LinkedHashMap<>();
    if (one.privateIpAddress() != null) {
      details.put(Observed.PRIVATE_IP, one.privateIpAddress());
    }
    if (one.association() != null && one.association().publicIp() != null) {
      details.put(Observed.PUBLIC_IP, one.association().publicIp());
    }
    return new Observed(
        new NetworkInterface(
            key,
            Ref.id(one.subnetId()),
            one.groups().stream()
                .map(group -> Ref.id(group.groupId()))
                .collect(Collectors.toCollection(TreeSet::new)),
            UserTags.of(Tagging.read(one.tagSet()))),
        one.networkInterfaceId(),
        state.equals("pending") ? State.PENDING : State.READY,
        state,
        details);
  }

  private static List<String> groups(AwsCall call, NetworkInterface one) {
    return one.groups().stream().sorted().map(call::id).toList();
  }
}
