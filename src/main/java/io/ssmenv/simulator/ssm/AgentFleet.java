package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.network.Destination;
import io.ssmenv.simulator.network.NetworkView;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.PathFinder;
import io.ssmenv.simulator.network.Reachability;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The agents of one account and region. Guarded by the account's lock.
 *
 * <p>Agents use the network and the roles as they are at each moment, even if no call reads their
 * state. The fleet listens to the account's timeline, updates only the instances in VPCs whose
 * networks have changed, and wakes up each instance when its next event is due.
 */
final class AgentFleet {
  private static final int MAX_TERMINATED = 1_000;

  private final SimulatedAccount account;
  private final String region;
  private final NetworkView.Source networks;
  private final AgentPermissions permissions;
  private final SeededRandom random;
  private final Map<String, ManagedInstance> managedInstances = new HashMap<>();
  private final Map<String, Set<String>> instanceIdsByVpc = new HashMap<>();
  private final SequencedMap<String, AgentHistory> terminated = new LinkedHashMap<>();
  private boolean started;

  AgentFleet(
      SimulatedAccount account,
      String region,
      NetworkView.Source networks,
      InstancePermissions permissions,
      SeededRandom random) {
    this.account = account;
    this.region = region;
    this.networks = networks;
    this.permissions = new AgentPermissions(account.id(), permissions);
    this.random = random;
  }

  /**
   * Starts the fleet if it has not been started. From then on it follows the account's timeline.
   */
  void start(Instant now) {
    if (!started) {
      started = true;
      account.timeline().addListener(this::refresh);
      refresh(now);
    }
  }

  /** Returns the registered agents whose instances are neither stopped nor terminated. */
  List<ManagedNode> managedNodes(Instant now) {
    refresh(now);
    return managedInstances.values().stream()
        .filter(managed -> !managed.instance().state().equals("stopped"))
        .filter(managed -> !managed.instance().state().equals("pending"))
        .flatMap(
            managed -> managed.agent().map(a -> new ManagedNode(managed.instance(), a)).stream())
        .filter(node -> node.agent().registered().isPresent())
        .sorted(Comparator.comparing(ManagedNode::id))
        .toList();
  }

  /**
   * Returns whether a message over the control channel reaches the agent now. The service itself
   * may treat a channel as open for some time after it was cut.
   */
  boolean canReceive(String instanceId, Instant now) {
    refresh(now);
    return Optional.ofNullable(managedInstances.get(instanceId))
        .filter(ManagedInstance::canReceive)
        .isPresent();
  }

  /** Returns whether a program on an instance can reach a server on the Internet now. */
  Reachability internetReachability(String instanceId, Destination to) {
    return Optional.ofNullable(managedInstances.get(instanceId))
        .map(managed -> managed.paths().toTheInternet(to, managed.instance()))
        .orElseGet(() -> doesNotExist(instanceId));
  }

  /** Returns whether a program on an instance can connect to a service of Systems Manager now. */
  Reachability serviceReachability(String instanceId, String service) {
    return Optional.ofNullable(managedInstances.get(instanceId))
        .map(managed -> managed.reachability(service))
        .orElseGet(() -> doesNotExist(instanceId));
  }

  /** Returns why an agent is denied access to a resource of a service, if it is. */
  Optional<String> denialReason(String instanceId, String service, Access access) {
    return Optional.ofNullable(managedInstances.get(instanceId))
        .flatMap(managed -> managed.denialReason(service, access));
  }

  private static Reachability doesNotExist(String instanceId) {
    return new Reachability.Broken(
        Reachability.Hop.INTERFACE, "The instance %s does not exist".formatted(instanceId));
  }

  /** Returns the tags of an instance; none if it does not exist. */
  Map<String, String> tags(String instanceId, Instant now) {
    refresh(now);
    return Optional.ofNullable(managedInstances.get(instanceId))
        .map(managed -> managed.instance().tags())
        .orElse(Map.of());
  }

  /** Returns an instance that has not been terminated. */
  Optional<Instance> instance(String instanceId) {
    return Optional.ofNullable(managedInstances.get(instanceId)).map(ManagedInstance::instance);
  }

  /**
   * Returns the instance with a private address in the VPC of an instance, if that one can connect
   * to a port of it.
   */
  Optional<Instance> neighbor(String instanceId, String address, int port) {
    return Optional.ofNullable(managedInstances.get(instanceId))
        .flatMap(managed -> managed.paths().neighbor(managed.instance(), address, port));
  }

  /** Returns the histories of all instances and of the last thousand terminated ones. */
  List<AgentHistory> histories(Instant now) {
    refresh(now);
    return Stream.concat(
            terminated.values().stream(),
            managedInstances.values().stream()
                .map(this::history)
                .sorted(Comparator.comparing(AgentHistory::instanceId)))
        .toList();
  }

  private AgentHistory history(ManagedInstance managed) {
    return managed.eventLog().history(account.id(), region, managed.instance().id());
  }

  /** Updates the instances in all VPCs that have changed. */
  private void refresh(Instant now) {
    networks
        .takeChanged(account.id(), region)
        .forEach(
            (vpcId, view) -> refresh(vpcId, view.instances(), new PathFinder(view, region), now));
  }

  private void refresh(
      String vpcId, Map<String, Instance> instances, PathFinder paths, Instant now) {
    Set<String> before = instanceIdsByVpc.getOrDefault(vpcId, Set.of());
    before.stream().filter(id -> !instances.containsKey(id)).forEach(id -> remove(id, now));
    if (instances.isEmpty()) {
      instanceIdsByVpc.remove(vpcId);
    } else {
      instanceIdsByVpc.put(vpcId, Set.copyOf(instances.keySet()));
    }
    for (Instance instance : instances.values()) {
      ManagedInstance managed =
          managedInstances.computeIfAbsent(
              instance.id(), _ -> new ManagedInstance(instance, paths, permissions, random));
      managed.update(instance, paths, now);
      scheduleWakeUp(managed);
    }
  }

  private void remove(String instanceId, Instant now) {
    Optional.ofNullable(managedInstances.remove(instanceId))
        .ifPresent(managed -> {
          if (managed.next().isPresent()) {
            managed.stopped(now);
          }
          terminated.put(instanceId, history(managed));
          if (terminated.size() > MAX_TERMINATED) {
            terminated.pollFirstEntry();
          }
        });
  }

  private void scheduleWakeUp(ManagedInstance managed) {
    managed
        .next()
        .filter(managed::reserveWakeUp)
        .ifPresent(next -> account.timeline().schedule(next, at -> wakeUp(managed, at)));
  }

  private void wakeUp(ManagedInstance managed, Instant at) {
    if (managedInstances.containsKey(managed.instance().id())) {
      managed.wakeUp(at);
      scheduleWakeUp(managed);
    }
  }
}
