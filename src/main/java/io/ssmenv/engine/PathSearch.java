package io.ssmenv.engine;

import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Evidence;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.facts.EventReadings;
import io.ssmenv.facts.RepeatedReadings.Known;
import io.ssmenv.facts.TrafficReadings;
import io.ssmenv.state.KnownHealth;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows the path of each silent agent over what was observed. What AWS is not asked for otherwise
 * is read as soon as an agent has been silent for too long or AWS refuses a step, and as long as it
 * is so.
 */
record PathSearch(TrafficReadings readings, EventReadings events, OperatorClock clock) {

  static PathSearch of(
      Executor threads, OperatorClock clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    return new PathSearch(
        new TrafficReadings(threads, clock.monotonic(), wake, internalErrors),
        new EventReadings(threads, clock.monotonic(), wake, internalErrors),
        clock);
  }

  /**
   * Returns where the silent agents are stopped.
   *
   * @param refused whether AWS refuses a step for a lasting reason
   */
  PathDiagnosis diagnose(PathInputs known, boolean refused) {
    Optional<Instant> amissAt =
        refused ? Optional.of(known.awsTime()) : SilentAgents.amissAt(known.observed());
    if (amissAt.isEmpty()) {
      readings.forget(known.request().owner());
    }
    if (!(known.desired() instanceof DesiredState.Resolved)
        || (known.foreign().isEmpty()
            && known.request().spec().networkOrDefault().existingVpc().isPresent())) {
      return PathDiagnosis.NONE;
    }
    Optional<Known<TrafficControls>> controls =
        amissAt
            .filter(since -> !since.isAfter(known.awsTime()))
            .flatMap(_ -> read(known, SilentAgents.instances(known.observed())));
    Map<String, AgentPath> paths = silent(known, evidence(known, controls));
    Map<String, List<Hop>> hops = new LinkedHashMap<>();
    paths.forEach((name, path) -> hops.put(name, path.toTell()));
    return new PathDiagnosis(
        hops,
        paths.values().stream()
            .filter(AgentPath::asleep)
            .map(AgentPath::instance)
            .collect(ImmutableCopy.toSet()),
        health(known, controls),
        Map.of(),
        controls
            .flatMap(Known::next)
            .map(clock::deadline)
            .or(() ->
                amissAt
                    .filter(since -> since.isAfter(known.awsTime()))
                    .map(since ->
                        known.request().now().plus(Duration.between(known.awsTime(), since)))));
  }

  /** Returns the paths of all agents; empty while what lets traffic through is being read. */
  Optional<List<AgentPath>> all(PathInputs known) {
    Optional<Known<TrafficControls>> controls = read(known, SilentAgents.running(known.observed()));
    if (controls.filter(one -> one.answer().isEmpty() && one.next().isEmpty()).isPresent()) {
      return Optional.empty();
    }
    Evidence evidence = evidence(known, controls);
    return Optional.of(List.copyOf(AgentPath.of(evidence, known.instances()).values()));
  }

  private Evidence evidence(PathInputs known, Optional<Known<TrafficControls>> read) {
    return known.evidence(
        read.flatMap(Known::answer)
            .map(controls -> known.withoutOwn(controls).withTimes(clock::toWall)));
  }

  private Optional<Known<TrafficControls>> read(PathInputs known, Stream<Observed> instances) {
    return known
        .vpcId()
        .map(id ->
            readings.read(
                known.request().owner(),
                known.cloud().facts(),
                known.observed().accountId(),
                id,
                instances.map(Observed::id).collect(Collectors.toCollection(TreeSet::new))));
  }

  /** What is scheduled for healthy instances counts too; a deletion ends them anyway. */
  private KnownHealth health(PathInputs known, Optional<Known<TrafficControls>> controls) {
    boolean asks =
        !known.request().mode().removesAll()
            && SilentAgents.running(known.observed()).findAny().isPresent();
    return new KnownHealth(
        controls.flatMap(Known::answer).flatMap(TrafficControls::instances).orElse(Map.of()),
        asks
            ? events.read(
                known.request().owner(),
                known.cloud().facts(),
                known.observed().accountId(),
                known.request().spec().region())
            : Optional.empty());
  }

  /** Drops what was read for an environment that no longer exists. */
  void forget(Owner owner) {
    readings.forget(owner);
    events.forget(owner);
  }

  /** Nothing is said about the agents as long as nothing is known about any of them. */
  private static Map<String, AgentPath> silent(PathInputs known, Evidence evidence) {
    if (!(known.observed().pings() instanceof Pings.Known pings)) {
      return Map.of();
    }
    return AgentPath.of(
        evidence,
        known.instances().stream()
            .filter(name -> !isOnline(name, known.observed(), pings))
            .toList());
  }

  private static boolean isOnline(String name, Observation observed, Pings pings) {
    return observed
        .find(Instance.key(name))
        .flatMap(instance -> pings.of(instance.id()))
        .filter(Ping::online)
        .isPresent();
  }
}
