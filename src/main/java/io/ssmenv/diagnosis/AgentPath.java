package io.ssmenv.diagnosis;

import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way from an agent to the services of Systems Manager, as far as it could be followed.
 *
 * @param instance its name
 * @param id of the instance; empty before it is launched
 * @param asleep whether only time, or a reboot, wakes the agent: everything was read, nothing stops
 *     it, and it was never heard of
 * @param sincePing how long ago its agent last reported; empty if it is not online, or that is not
 *     known
 * @param hops in the order in which packets and calls pass them
 */
public record AgentPath(
    String instance,
    Optional<String> id,
    boolean asleep,
    Optional<Duration> sincePing,
    List<Hop> hops) {

  public AgentPath {
    hops = List.copyOf(hops);
  }

  /**
   * Follows the ways of some instances, by their names. What was observed decides where they lead,
   * not the spec.
   */
  public static Map<String, AgentPath> of(Evidence evidence, List<String> instances) {
    Map<String, AgentPath> paths = new LinkedHashMap<>();
    if (!instances.isEmpty()) {
      ObservedGraph graph = ObservedGraph.of(evidence.observed());
      instances.forEach(name -> paths.put(name, of(evidence, graph, name)));
    }
    return paths;
  }

  private static AgentPath of(Evidence evidence, ObservedGraph graph, String instance) {
    InstanceHops start = new InstanceHops(evidence, graph, instance);
    Set<Hop> hops = new LinkedHashSet<>();
    hops.addAll(start.instance());
    hops.addAll(start.networkInterface());
    start
        .workplace()
        .ifPresent(work -> {
          NameHops names = new NameHops(evidence, graph);
          hops.addAll(
              new VpcDnsHops(evidence, graph)
                  .hops(new RouteHops(evidence, graph, work).hasWayOut(), names.hasEndpoints()));
          AgentServices.NAMES.forEach(
              service -> hops.addAll(toService(evidence, graph, work, names, service)));
        });
    hops.addAll(new RoleHops(evidence, graph, instance).hops());
    start
        .workplace()
        .flatMap(work ->
            new AgentVersionHop(evidence, graph, instance)
                .hop(
                    new NameHops(evidence, graph),
                    new RouteHops(evidence, graph, work).hasWayOut()))
        .ifPresent(hops::add);
    AgentHop agent = new AgentHop(evidence, graph, instance);
    boolean asleep = agent.isAsleepAfter(List.copyOf(hops));
    hops.add(agent.after(List.copyOf(hops)));
    Optional<String> id =
        graph.find(Instance.key(instance)) instanceof Lookup.Found(var _, var found)
            ? Optional.of(found.id())
            : Optional.empty();
    return new AgentPath(
        instance,
        id,
        asleep,
        agent.sincePing(),
        hops.stream().map(hop -> id.isPresent() ? hop : unbuilt(hop)).toList());
  }

  /** What an instance needs is created before it: until then, it is not broken. */
  private static Hop unbuilt(Hop hop) {
    return hop.isBroken() && !hop.place().isControl()
        ? Hop.unknown(hop.place(), hop.resource(), hop.verdict().why() + " yet")
        : hop;
  }

  private static List<Hop> toService(
      Evidence evidence, ObservedGraph graph, Workplace work, NameHops names, String service) {
    RouteHops routes = new RouteHops(evidence, graph, work);
    NameHops.Resolved name = names.resolve(service, routes.hasWayOut());
    List<Hop> hops = new ArrayList<>(name.hops());
    switch (name.answer()) {
      case NameHops.Answer.Nowhere _ -> {}
      case NameHops.Answer.Private(ServiceEndpoint endpoint) ->
          hops.addAll(new EndpointHops(evidence, graph, work).to(endpoint));
      case NameHops.Answer.Public _ -> {
        hops.add(new SecurityGroupHops(evidence, graph, work).toInternet());
        hops.add(
            new NetworkAclHops(evidence).outside(work.subnet(), TrafficFlow.Ports.OF_INSTANCES));
        hops.addAll(routes.toInternet());
      }
    }
    return hops;
  }

  /** Whether the agent is online, by its last ping: it stays so for minutes on a broken path. */
  public boolean isOnline() {
    return hops.stream()
        .anyMatch(hop -> hop.place() == Place.AGENT && hop.verdict() instanceof Verdict.Ok);
  }

  /** The first hop that stops the agent. */
  public Optional<Hop> firstBroken() {
    return hops.stream().filter(Hop::isBroken).findFirst();
  }

  /**
   * What a person has to know: the first broken hop; without one, all that may be the reason,
   * unless the agent is online. Of an instance that is not launched yet, only what was in the VPC
   * before.
   */
  public List<Hop> toTell() {
    List<Hop> known =
        id.isPresent() ? hops : hops.stream().filter(hop -> hop.place().isControl()).toList();
    Optional<Hop> broken = known.stream().filter(Hop::isBroken).findFirst();
    return broken
        .map(List::of)
        .orElseGet(() -> isOnline() ? List.of() : known.stream().filter(Hop::isSuspect).toList());
  }
}
