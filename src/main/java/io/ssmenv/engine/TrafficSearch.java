package io.ssmenv.engine;

import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.TrafficCheck;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.facts.TrafficReadings;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Subnet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks for what drops the packets of agents in a VPC of somebody else, as soon as an agent has
 * been silent for too long or a step keeps failing, and as long as it is so.
 */
record TrafficSearch(TrafficReadings readings, OperatorClock clock) {

  /**
   * @param failing whether a step keeps failing
   * @param reading of the VPC
   * @param awsTime now, by the clock of AWS
   */
  TrafficHints hints(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      boolean failing,
      ForeignVpcReading reading,
      FactSource source,
      Instant awsTime) {
    Optional<ForeignVpc> vpc = reading.answer().flatMap(ForeignVpcReading.Answer::vpc);
    Optional<Instant> amissAt = failing ? Optional.of(awsTime) : silentAt(observed);
    if (amissAt.isEmpty()) {
      readings.forget(request.owner());
      return TrafficHints.NONE;
    }
    if (request.spec().networkOrDefault().existingVpc().isEmpty()
        || !(desired instanceof DesiredState.Resolved)
        || vpc.isEmpty()) {
      return TrafficHints.NONE;
    }
    if (amissAt.get().isAfter(awsTime)) {
      return new TrafficHints(
          List.of(), Optional.of(request.now().plus(Duration.between(awsTime, amissAt.get()))));
    }
    TrafficReadings.Known known =
        readings.read(request.owner(), source, observed.accountId(), vpc.get().id());
    return new TrafficHints(
        known.controls().stream()
            .flatMap(controls ->
                new TrafficCheck(
                        controls.withTimes(clock::toWall),
                        vpc.get(),
                        request.spec(),
                        workloads(request, observed, vpc.get()),
                        subnets(observed, true))
                    .findings().stream())
            .toList(),
        known.next().map(clock::deadline));
  }

  /** When the first agent has been silent for too long; empty if all are online. */
  private static Optional<Instant> silentAt(Observation observed) {
    return observed.pings() instanceof Pings.Known pings
        ? observed.present().values().stream()
            .filter(one ->
                one.is(State.READY)
                    && one.resource() instanceof Instance instance
                    && instance.running())
            .filter(one -> pings.of(one.id()).filter(Ping::online).isEmpty())
            .flatMap(one -> lastHeard(one, pings).stream())
            .map(time -> time.plus(Timing.AGENT_SILENCE))
            .min(Instant::compareTo)
        : Optional.empty();
  }

  private static Optional<Instant> lastHeard(Observed instance, Pings pings) {
    return Stream.concat(
            instance.detail(Observed.LAUNCHED_AT).flatMap(StatusText::parseTime).stream(),
            pings.of(instance.id()).flatMap(Ping::lastPing).stream())
        .max(Instant::compareTo);
  }

  private static SortedMap<String, String> workloads(
      ReconcileRequest request, Observation observed, ForeignVpc vpc) {
    SortedMap<String, String> workloads = new TreeMap<>(subnets(observed, false));
    request
        .spec()
        .networkOrDefault()
        .existingVpc()
        .ifPresent(where ->
            where.subnets().stream()
                .flatMap(id -> vpc.subnet(id).stream())
                .forEach(subnet -> workloads.put(subnet.id(), subnet.cidr())));
    return workloads;
  }

  /** The ranges of the subnets of the environment itself, by id. */
  private static SortedMap<String, String> subnets(Observation observed, boolean isPublic) {
    SortedMap<String, String> subnets = new TreeMap<>();
    observed
        .present()
        .values()
        .forEach(one -> {
          if (one.resource() instanceof Subnet subnet
              && SharedNetwork.contains(one.key()) == isPublic) {
            subnets.put(one.id(), subnet.cidr());
          }
        });
    return subnets;
  }
}
