package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Evidence;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.facts.EventReadings;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.facts.TrafficReadings;
import io.ssmenv.state.KnownHealth;
import io.ssmenv.state.PathHistory;
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

  /** What one reconcile, or a preview of it, knows of an environment. */
  record Known(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      PathHistory path,
      ForeignVpcReading reading,
      Cloud cloud) {

    private Instant awsTime() {
      return cloud.inventory().awsTime();
    }

    private Optional<ForeignVpc> foreign() {
      return reading
          .answer()
          .flatMap(ForeignVpcReading.Answer::vpc)
          .map(vpc -> vpc.without(request.owner().environment()));
    }

    /** The VPC of the environment, of its host or of somebody else. */
    private Optional<String> vpcId() {
      return foreign()
          .map(ForeignVpc::id)
          .or(() ->
              observed
                  .find(SharedNetwork.VPC)
                  .or(() -> observed.find(SharedNetwork.VPC.inHost()))
                  .map(Observed::id));
    }

    private Evidence evidence(Optional<TrafficControls> controls) {
      return new Evidence(
          request.spec(),
          request.mode(),
          observed,
          desired instanceof DesiredState.Resolved resolved
              ? Optional.of(resolved.topology())
              : Optional.empty(),
          foreign(),
          controls,
          path.used(),
          awsTime());
    }

    /**
     * A reading may be from before a change: an endpoint of the environment, or of its host, that
     * no longer exists is not one of somebody else.
     */
    private TrafficControls withoutOwn(TrafficControls controls) {
      TrafficControls others = controls.without(request.owner().environment());
      return request
          .peers()
          .host()
          .map(host -> others.without(host.owner().environment()))
          .orElse(others);
    }

    private List<String> instances() {
      return request.spec().instances().stream()
          .flatMap(group -> group.instanceNames().stream())
          .toList();
    }
  }

  /**
   * Returns where the silent agents are stopped.
   *
   * @param refused whether AWS refuses a step for a lasting reason
   */
  PathDiagnosis diagnose(Known known, boolean refused) {
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
    Optional<TrafficReadings.Known> controls =
        amissAt
            .filter(since -> !since.isAfter(known.awsTime()))
            .flatMap(_ -> read(known, SilentAgents.instances(known.observed())));
    return new PathDiagnosis(
        hops(known, evidence(known, controls)),
        health(known, controls),
        controls
            .flatMap(TrafficReadings.Known::next)
            .map(clock::deadline)
            .or(() ->
                amissAt
                    .filter(since -> since.isAfter(known.awsTime()))
                    .map(since ->
                        known.request().now().plus(Duration.between(known.awsTime(), since)))));
  }

  /** Returns the paths of all agents; empty while what lets traffic through is being read. */
  Optional<List<AgentPath>> all(Known known) {
    Optional<TrafficReadings.Known> controls = read(known, SilentAgents.running(known.observed()));
    if (controls.filter(one -> one.controls().isEmpty() && one.next().isEmpty()).isPresent()) {
      return Optional.empty();
    }
    Evidence evidence = evidence(known, controls);
    return Optional.of(
        known.instances().stream().map(name -> AgentPath.of(evidence, name)).toList());
  }

  private Evidence evidence(Known known, Optional<TrafficReadings.Known> read) {
    return known.evidence(
        read.flatMap(TrafficReadings.Known::controls)
            .map(controls -> known.withoutOwn(controls).withTimes(clock::toWall)));
  }

  private Optional<TrafficReadings.Known> read(Known known, Stream<Observed> instances) {
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
  private KnownHealth health(Known known, Optional<TrafficReadings.Known> controls) {
    boolean asks =
        !known.request().mode().removesAll()
            && SilentAgents.running(known.observed()).findAny().isPresent();
    return new KnownHealth(
        controls
            .flatMap(TrafficReadings.Known::controls)
            .flatMap(TrafficControls::instances)
            .orElse(Map.of()),
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
  private static Map<String, List<Hop>> hops(Known known, Evidence evidence) {
    if (!(known.observed().pings() instanceof Pings.Known pings)) {
      return Map.of();
    }
    Map<String, List<Hop>> hops = new LinkedHashMap<>();
    known.instances().stream()
        .filter(name -> !isOnline(name, known.observed(), pings))
        .forEach(name -> hops.put(name, AgentPath.of(evidence, name).toTell()));
    return hops;
  }

  private static boolean isOnline(String name, Observation observed, Pings pings) {
    return observed
        .find(Instance.key(name))
        .flatMap(instance -> pings.of(instance.id()))
        .filter(Ping::online)
        .isPresent();
  }
}
