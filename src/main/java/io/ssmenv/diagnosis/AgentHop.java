package io.ssmenv.diagnosis;

import io.ssmenv.cloud.HealthTiming;
import io.ssmenv.cloud.Timing;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The agent itself: what remains if everything else lets it through. */
record AgentHop(Evidence evidence, ObservedGraph graph, String name) {

  /**
   * Of the agent.
   *
   * @param before all other hops
   */
  Hop after(List<Hop> before) {
    if (!(graph.find(Instance.key(name)) instanceof Lookup.Found(var _, Observed found))) {
      return Hop.unknown(Place.AGENT, name, "There is no agent yet");
    }
    return evidence.observed().pings() instanceof Pings.Unknown(String reason)
        ? Hop.unknown(Place.AGENT, found.id(), "Its ping status could not be read: " + reason)
        : answered(found, before);
  }

  /**
   * Whether it is the only hop that does not let the agent through, and only a reboot or time
   * helps. What was not read may be the reason.
   */
  boolean isAsleepAfter(List<Hop> before) {
    return evidence.controls().isPresent()
        && before.stream().allMatch(AgentHop::isPassed)
        && evidence.observed().pings() instanceof Pings.Known pings
        && graph.find(Instance.key(name)) instanceof Lookup.Found(var _, Observed found)
        && !mayBeConnecting(found, pings.of(found.id()))
        && isAsleep(found, pings.of(found.id()));
  }

  /** The operator never reads a permissions boundary. */
  private static boolean isPassed(Hop hop) {
    return hop.verdict() instanceof Verdict.Ok || hop.place() == Place.PERMISSIONS_BOUNDARY;
  }

  private Hop answered(Observed found, List<Hop> before) {
    String id = found.id();
    Optional<Ping> ping = evidence.observed().pings().of(id);
    if (ping.filter(Ping::online).isPresent()) {
      return Hop.ok(Place.AGENT, id, online(ping.get()));
    }
    boolean mayBeReason = before.stream().anyMatch(hop -> hop.isBroken() || hop.isSuspect());
    if (mayBeReason) {
      return Hop.unknown(Place.AGENT, id, "The agent is silent, perhaps because of a hop above");
    }
    if (mayBeConnecting(found, ping)) {
      return Hop.unknown(
          Place.AGENT,
          id,
          (ping.isEmpty()
                  ? "The agent of %s may still be starting"
                  : "The agent of %s may not have connected again yet")
              .formatted(id));
    }
    if (isAsleep(found, ping)) {
      return new SleepingAgent(evidence, name, id).hop(isAsleepAfter(before));
    }
    return new Hop(
        Place.AGENT,
        id,
        new Verdict.Unknown(
            "Nothing that the operator has read stops the agent of " + id,
            Optional.of(new RuledOut(before).sentence()),
            Optional.of(
                boundaries(before)
                    + "Look for a service control policy, a proxy or a firewall in the instance, and an agent that hangs: reboot the instance, or read its console output")));
  }

  /** It stays online for minutes after its path is broken. */
  private String online(Ping ping) {
    return "The agent%s is online%s"
        .formatted(
            ping.agentVersion().isEmpty() ? "" : " " + ping.agentVersion(),
            since(ping).map(age -> ", by its last ping " + Age.of(age) + " ago").orElse(""));
  }

  /** How long ago an agent that is online has last reported. */
  Optional<Duration> sincePing() {
    return graph.find(Instance.key(name)) instanceof Lookup.Found(var _, Observed found)
        ? evidence.observed().pings().of(found.id()).filter(Ping::online).flatMap(this::since)
        : Optional.empty();
  }

  private Optional<Duration> since(Ping ping) {
    return ping.lastPing().map(at -> Duration.between(at, evidence.now()));
  }

  /** Whether an agent has had the time to use the path that there is now. */
  boolean hadTime() {
    return graph.find(Instance.key(name)) instanceof Lookup.Found(var _, Observed found)
        && !mayBeConnecting(found, evidence.observed().pings().of(found.id()));
  }

  /** Nothing is suspected before an agent has had the time to use the path that there is now. */
  private boolean mayBeConnecting(Observed found, Optional<Ping> ping) {
    return Stream.concat(lastHeard(found, ping).stream(), evidence.pathSince().stream())
        .max(Instant::compareTo)
        .filter(since -> since.plus(Timing.AGENT_SILENCE).isBefore(evidence.now()))
        .isEmpty();
  }

  /** What limits the role and was not read comes first: the person can read it. */
  private static String boundaries(List<Hop> before) {
    return before.stream()
        .filter(hop -> hop.place() == Place.PERMISSIONS_BOUNDARY)
        .map(hop ->
            "Check that %s allows what AmazonSSMManagedInstanceCore allows. "
                .formatted(hop.resource()))
        .collect(Collectors.joining());
  }

  /** An agent that cannot register at first tries again after pauses of up to an hour [C]. */
  private boolean isAsleep(Observed found, Optional<Ping> ping) {
    return ping.isEmpty()
        && evidence
            .pathSince()
            .filter(since ->
                launchedAt(found)
                    .map(launched -> launched.plus(HealthTiming.BOOT_AT_LEAST))
                    .filter(since::isAfter)
                    .isPresent())
            .isPresent();
  }

  private static Optional<Instant> lastHeard(Observed found, Optional<Ping> ping) {
    return Stream.concat(launchedAt(found).stream(), ping.flatMap(Ping::lastPing).stream())
        .max(Instant::compareTo);
  }

  private static Optional<Instant> launchedAt(Observed found) {
    return found
        .detail(Observed.LAUNCHED_AT)
        .flatMap(text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeException _) {
            return Optional.empty(); // Another service than AWS may write it otherwise.
          }
        });
  }
}
