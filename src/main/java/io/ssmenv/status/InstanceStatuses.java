package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Timing;
import io.ssmenv.state.AgentStatus;
import io.ssmenv.state.Egress;
import io.ssmenv.state.LaunchHistory;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The instances as the status lists them. */
final class InstanceStatuses {

  private final StatusInputs inputs;
  private final Observation observed;
  private final Egress egress;
  private final Map<String, InstanceStatus> before;
  private final Map<Key, String> replacing;

  InstanceStatuses(StatusInputs inputs, Observation observed) {
    this.inputs = inputs;
    this.observed = observed;
    this.egress = new Egress(observed);
    this.before = inputs.before().instancesByName();
    this.replacing = inputs.plan().map(LaunchHistory::replacing).orElse(Map.of());
  }

  /** The names that the spec asks for, in its order; none during a deletion. */
  static List<String> wanted(StatusInputs inputs) {
    return inputs.mode().removesAll()
        ? List.of()
        : inputs.spec().instances().stream()
            .map(InstanceGroup::instanceNames)
            .flatMap(List::stream)
            .toList();
  }

  /** The ids of the instances that the operator terminates: unwanted ones, and replaced ones. */
  static Set<String> terminated(StatusInputs inputs, List<InstanceStatus> all) {
    if (!inputs.mode().writes()) {
      return Set.of();
    }
    Set<String> wanted = new HashSet<>(wanted(inputs));
    return all.stream()
        .filter(instance -> !wanted.contains(instance.name()) || isReplaced(instance))
        .flatMap(instance -> Optional.ofNullable(instance.id()).stream())
        .collect(Collectors.toSet());
  }

  private static boolean isReplaced(InstanceStatus instance) {
    return instance.id() != null
        && Optional.ofNullable(instance.launches())
            .map(InstanceStatus.Launches::replaced)
            .filter(instance.id()::equals)
            .isPresent();
  }

  /** The desired instances first, then those that exist although the spec does not name them. */
  List<InstanceStatus> all() {
    Set<String> names = new LinkedHashSet<>(wanted(inputs));
    observed.present().values().stream()
        .filter(current -> current.resource() instanceof Instance)
        .map(current -> current.key().name())
        .sorted()
        .forEach(names::add);
    inputs.before().instances().stream()
        .filter(before -> before.id() != null && notProvenGone(before))
        .map(InstanceStatus::name)
        .forEach(names::add);
    List<InstanceStatus> all = new ArrayList<>();
    names.forEach(name -> all.add(one(name)));
    return all;
  }

  private InstanceStatus one(String name) {
    Key key = Instance.key(name);
    Optional<InstanceStatus> recorded = Optional.ofNullable(before.get(name));
    Optional<Observed> current = observed.find(key);
    if (current.isPresent()) {
      return present(name, current.get(), recorded);
    }
    if (recorded.isPresent() && recorded.get().id() != null && notProvenGone(recorded.get())) {
      return recorded.get();
    }
    Key networkInterface = Key.of("networkinterface", name);
    return new InstanceStatus(
        name,
        null,
        null,
        privateIp(networkInterface).orElse(null),
        egress.of(networkInterface).orElse(null),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        inputs.launches().of(key, replacing).orElse(null));
  }

  private boolean notProvenGone(InstanceStatus before) {
    Key key = Instance.key(before.name());
    return observed.find(key).isEmpty()
        && Optional.ofNullable(observed.tombstones().get(key))
            .filter(dead -> dead.id().equals(before.id()))
            .isEmpty()
        && (observed.missing().containsKey(key) || observed.unlisted().containsKey(Instance.class));
  }

  private InstanceStatus present(
      String name, Observed current, Optional<InstanceStatus> remembered) {
    Optional<InstanceStatus> same = remembered.filter(known -> current.id().equals(known.id()));
    Optional<Ping> ping = observed.pings().of(current.id());
    boolean asked = observed.pings() instanceof Pings.Known;
    String status =
        asked ? ping.map(Ping::status).orElse(AgentStatus.NOT_REGISTERED) : AgentStatus.UNKNOWN;
    Optional<Key> networkInterface =
        current.resource() instanceof Instance instance
            ? Egress.networkInterface(instance)
            : Optional.empty();
    return new InstanceStatus(
        name,
        current.id(),
        current.awsState(),
        current
            .detail(Observed.PRIVATE_IP)
            .or(() -> networkInterface.flatMap(this::privateIp))
            .or(() -> ifUncertain(same.map(InstanceStatus::privateIp)))
            .orElse(null),
        networkInterface
            .flatMap(egress::of)
            .or(() -> ifUncertain(same.map(InstanceStatus::egressIp)))
            .orElse(null),
        status,
        lastPing(status, ping, same).orElse(null),
        ping.map(Ping::agentVersion)
            .filter(version -> !version.isEmpty())
            .or(() -> same.map(InstanceStatus::agentVersion))
            .orElse(null),
        inputs.egress().of(name).orElse(null),
        AgentStop.of(name, inputs).map(AgentStop::described).orElse(null),
        new InstanceHealths(inputs.health(), same.map(InstanceStatus::health))
            .of(current.id(), ping.filter(Ping::online).isPresent())
            .orElse(null),
        inputs.reboots().get(name),
        inputs.launches().of(current.key(), replacing).orElse(null));
  }

  /** The previous value, where the resource may exist although it is not listed at present. */
  private Optional<String> ifUncertain(Optional<String> known) {
    return observed.missing().isEmpty() && observed.unlisted().isEmpty() ? Optional.empty() : known;
  }

  private Optional<String> privateIp(Key networkInterface) {
    return observed
        .find(networkInterface)
        .flatMap(observedInterface -> observedInterface.detail(Observed.PRIVATE_IP));
  }

  /** Updated when the ping status changes, and hourly: not with each heartbeat. */
  private static Optional<String> lastPing(
      String status, Optional<Ping> ping, Optional<InstanceStatus> before) {
    Optional<Instant> seen = ping.flatMap(Ping::lastPing);
    Optional<String> kept =
        before.map(InstanceStatus::lastPing).filter(text -> StatusText.parseTime(text).isPresent());
    if (kept.isEmpty() || seen.isEmpty()) {
      return seen.map(StatusText::time).or(() -> kept);
    }
    boolean sameStatus = before.map(InstanceStatus::pingStatus).filter(status::equals).isPresent();
    boolean recent =
        StatusText.parseTime(kept.get())
            .filter(time -> seen.get().isBefore(time.plus(Timing.LAST_PING_REFRESH)))
            .isPresent();
    return sameStatus && recent ? kept : seen.map(StatusText::time);
  }
}
