package io.ssmenv.engine;

import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.TrafficCheck;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.facts.TrafficReadings;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Subnet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
    Optional<Instant> amissAt = failing ? Optional.of(awsTime) : SilentAgents.amissAt(observed);
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
