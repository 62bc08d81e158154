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
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The network interfaces on which instances are launched. */
public final class NetworkInterfaceKind
    implements ResourceKind<NetworkInterface, AwsCall>, Listing {

  @Override
  public Class<NetworkInterface> type() {
    return NetworkInterface.class;
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
      AwsCall call, NetworkInterface desired, Observed current, Set<String> fields) {
    if (fields.contains("groups")) {
      call.ec2()
          .modifyNetworkInterfaceAttribute(
              request -> request.networkInterfaceId(current.id()).groups(groups(call, desired)));
    }
    Tagging.correct(
        call, current.id(), desired.tags(), ((NetworkInterface) current.resource()).tags());
    return current.id();
  }

  @Override
  public Removal delete(AwsCall call, NetworkInterface observed, String id) {
    return Absence.gone(
        () -> call.ec2().deleteNetworkInterface(request -> request.networkInterfaceId(id)));
  }

  @Override
  public Change change(NetworkInterface desired, NetworkInterface observed, Set<String> fields) {
    return fields.contains("subnet")
        ? new Change.Refused(
            "A network interface can't move to another subnet. To have it made anew, terminate its"
                + " instance and delete it")
        : new Change.InPlace();
  }

  @Override
  public String action() {
    return "DescribeNetworkInterfaces";
  }

  @Override
  public Class<? extends Resource> main() {
    return NetworkInterface.class;
  }

  @Override
  public Set<Class<? extends Resource>> kinds() {
    return Set.of(NetworkInterface.class);
  }

  @Override
  public List<Item> list(Clients clients, String cluster) {
    return clients
        .ec2()
        .describeNetworkInterfacesPaginator(
            request -> request.filters(Tagging.ofCluster(cluster)).maxResults(1000))
        .networkInterfaces()
        .stream()
        .map(NetworkInterfaceKind::item)
        .toList();
  }

  @Override
  public Optional<Item> find(Clients clients, String id) {
    return Absence.find(() ->
            clients
                .ec2()
                .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
                .networkInterfaces())
        .map(NetworkInterfaceKind::item);
  }

  private static Item item(software.amazon.awssdk.services.ec2.model.NetworkInterface one) {
    String state = States.word(one.statusAsString());
    return new Item(
        one.networkInterfaceId(),
        Tagging.read(one.tagSet()),
        false,
        state,
        (key, names) -> List.of(decode(one, key, names, state)));
  }

  /** Whether an instance uses it or has just let it go, the interface itself serves. */
  private static Observed decode(
      software.amazon.awssdk.services.ec2.model.NetworkInterface one,
      Key key,
      Names names,
      String state) {
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
            names.ref(one.subnetId()),
            one.groups().stream()
                .map(group -> names.ref(group.groupId()))
                .collect(Collectors.toCollection(TreeSet::new)),
            VisibleTags.among(Tagging.read(one.tagSet()))),
        one.networkInterfaceId(),
        state.equals("pending") ? State.PENDING : State.READY,
        state,
        details);
  }

  private static List<String> groups(AwsCall call, NetworkInterface one) {
    return one.groups().stream().sorted().map(call::id).toList();
  }
}
