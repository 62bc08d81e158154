package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.ForeignVpcCheck;
import io.ssmenv.desired.UnplacedZones;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.topology.Observation;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Where in the VPC of somebody else an environment stands, or why it does not. */
record ForeignPlacement(ReconcileRequest request, ExistingVpc where, ForeignVpcReading reading) {

  /** Empty if the environment can be reconciled, at least in the zones in which it stands. */
  Optional<DesiredState.Unresolved> obstacle(Observation observed) {
    return problem(request.spec()).filter(_ -> placed(observed).isEmpty());
  }

  /** The zones for which there is no place, if it stands in others already. */
  Optional<UnplacedZones> unplacedZones(Observation observed) {
    return problem(request.spec())
        .flatMap(
            why -> placed(observed).map(placed -> new UnplacedZones(placed, stay(why, placed))));
  }

  /** Zones that the spec names cannot be changed. */
  private DesiredState.Unresolved stay(DesiredState.Unresolved why, int placed) {
    String advice =
        request.spec().networkOrDefault().namedZones().isEmpty()
            ? "To stay in the zones that this environment has, set spec.network.availabilityZones: "
                + placed
            : "It stays in the zones in which it has a subnet";
    return why instanceof DesiredState.VpcUnsuitable(String message)
        ? new DesiredState.VpcUnsuitable(message + ". " + advice)
        : why;
  }

  /** In how many zones it can be reconciled, if it stands in all of them that have a subnet. */
  private Optional<Integer> placed(Observation observed) {
    int wanted = request.spec().networkOrDefault().availabilityZonesOrDefault();
    if (!GuestView.subnetsKnown(observed)) {
      return Optional.empty();
    }
    int existing =
        ZoneLetters.ALL.stream()
            .filter(letter ->
                observed.find(ZoneLetters.workload(letter)).isPresent()
                    || observed.find(ZoneLetters.publicSubnet(letter)).isPresent())
            .mapToInt(letter -> ZoneLetters.ALL.indexOf(letter) + 1)
            .max()
            .orElse(wanted);
    return IntStream.range(existing, wanted)
        .map(zones -> existing + wanted - 1 - zones)
        .filter(zones -> problem(request.spec().inZones(zones)).isEmpty())
        .boxed()
        .findFirst();
  }

  private Optional<DesiredState.Unresolved> problem(EnvironmentSpec spec) {
    Optional<CloudError> failure =
        reading.failure().filter(_ -> reading.answer().isEmpty() || reading.awaited());
    if (failure.isPresent()) {
      return failure.map(
          error -> new DesiredState.FactFailed("the existing VPC " + where.name(), error));
    }
    return reading.answer().isEmpty()
        ? Optional.of(
            new DesiredState.ResolvingFacts(
                "Reading " + where.name() + ", in which this environment stands"))
        : vpc()
            .map(
                vpc -> new ForeignVpcCheck(vpc, where, spec, request.owner().namespace()).problem())
            .orElseGet(this::missing);
  }

  private Optional<DesiredState.Unresolved> missing() {
    return Optional.of(
        new DesiredState.VpcUnsuitable(
            "spec.network.existing: %s does not exist in %s in this account. If it is gone, delete this environment, and create it again in another VPC"
                .formatted(where.name(), request.spec().region())));
  }

  /** Without what the environment itself has in it. */
  private Optional<ForeignVpc> vpc() {
    return reading
        .answer()
        .flatMap(ForeignVpcReading.Answer::vpc)
        .map(vpc -> vpc.without(request.owner().environment()));
  }

  VpcPlacement placement() {
    return new VpcPlacement.InForeign(vpc().orElseThrow(), where);
  }

  VpcZones zones() {
    SortedMap<String, String> zones = new TreeMap<>();
    SortedMap<String, String> subnets = new TreeMap<>();
    for (String id : where.subnets()) {
      String letter = ZoneLetters.ALL.get(subnets.size());
      subnets.put(letter, id);
      vpc().flatMap(vpc -> vpc.subnet(id)).ifPresent(subnet -> zones.put(letter, subnet.zone()));
    }
    return VpcZones.inSubnets(request.spec(), zones, subnets);
  }
}
