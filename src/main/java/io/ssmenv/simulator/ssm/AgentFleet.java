package io.ssmenv.simulator.ssm;

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
 * <p>They meet the network and the roles as they are at each moment, however long nobody looks: the
 * fleet follows the account's timeline, looks again at the hosts of those VPCs only whose networks
 * have changed, and has each host woken when something of its own is due.
 */
final class AgentFleet {
  private static final int GONE_KEPT = 1_000;

  private final SimulatedAccount account;
  private final String region;
  private final NetworkView.Source networks;
  private final AgentPermissions permits;
  private final SeededRandom random;
  private final Map<String, ManagedInstance> hosts = new HashMap<>();
  private final Map<String, Set<String>> hostsIn = new HashMap<>();
  private final SequencedMap<String, AgentHistory> gone = new LinkedHashMap<>();
  private boolean follows;

  AgentFleet(
      SimulatedAccount account,
      String region,
      NetworkView.Source networks,
      InstancePermissions permissions,
      SeededRandom random) {
    this.account = account;
    this.region = region;
    this.networks = networks;
    this.permits = new AgentPermissions(account.id(), permissions);
    this.random = random;
  }

  /** Sets the fleet going, if it isn't; from then on it follows what happens. */
  void start(Instant now) {
    if (!follows) {
      follows = true;
      account.timeline().follow(this::follow);
      follow(now);
    }
  }

  /**
   * The agents that Systems Manager has heard of and whose instances are neither stopped nor gone.
   */
  List<ManagedNode> managedNodes(Instant now) {
    follow(now);
    return hosts.values().stream()
        .filter(host -> !host.instance().state().equals("stopped"))
        .filter(host -> !host.instance().state().equals("pending"))
        .flatMap(host -> host.agent().map(a -> new ManagedNode(host.instance(), a)).stream())
        .filter(node -> node.agent().registered().isPresent())
        .sorted(Comparator.comparing(ManagedNode::id))
        .toList();
  }

  /**
   * Whether a message over the control channel reaches an agent now, and its answer the service.
   * The service itself may believe in the channel for some time after it was cut.
   */
  boolean hears(String instanceId, Instant now) {
    follow(now);
    return Optional.ofNullable(hosts.get(instanceId)).filter(ManagedInstance::hears).isPresent();
  }

  /** Where a connection from a program on an instance to a server on the Internet ends now. */
  Reachability outward(String instanceId, Destination to) {
    return Optional.ofNullable(hosts.get(instanceId))
        .map(host -> host.paths().toTheInternet(to, host.instance()))
        .orElseGet(() ->
            new Reachability.Broken(
                Reachability.Hop.INTERFACE, "The instance %s is gone".formatted(instanceId)));
  }

  /** The histories of all instances, also of the last thousand that are gone. */
  List<AgentHistory> histories(Instant now) {
    follow(now);
    return Stream.concat(
            gone.values().stream(),
            hosts.values().stream()
                .map(this::history)
                .sorted(Comparator.comparing(AgentHistory::instanceId)))
        .toList();
  }

  private AgentHistory history(ManagedInstance host) {
    return host.diary().told(account.id(), region, host.instance().id());
  }

  /** Looks at what has changed by now; costs nothing if nothing has. */
  private void follow(Instant now) {
    networks
        .changed(account.id(), region)
        .forEach(
            (vpcId, view) -> follow(vpcId, view.instances(), new PathFinder(view, region), now));
  }

  private void follow(
      String vpcId, Map<String, Instance> instances, PathFinder paths, Instant now) {
    Set<String> before = hostsIn.getOrDefault(vpcId, Set.of());
    before.stream().filter(id -> !instances.containsKey(id)).forEach(id -> end(id, now));
    if (instances.isEmpty()) {
      hostsIn.remove(vpcId);
    } else {
      hostsIn.put(vpcId, Set.copyOf(instances.keySet()));
    }
    for (Instance instance : instances.values()) {
      ManagedInstance host =
          hosts.computeIfAbsent(
              instance.id(), id -> new ManagedInstance(instance, paths, permits, random));
      host.meets(instance, paths, now);
      plan(host);
    }
  }

  private void end(String instanceId, Instant now) {
    Optional.ofNullable(hosts.remove(instanceId))
        .ifPresent(host -> {
          if (host.next().isPresent()) {
            host.stopped(now);
          }
          gone.put(instanceId, history(host));
          if (gone.size() > GONE_KEPT) {
            gone.pollFirstEntry();
          }
        });
  }

  private void plan(ManagedInstance host) {
    host.next()
        .filter(host::plans)
        .ifPresent(next -> account.timeline().at(next, at -> wake(host, at)));
  }

  private void wake(ManagedInstance host, Instant at) {
    if (hosts.containsKey(host.instance().id())) {
      host.due(at);
      plan(host);
    }
  }
}
