package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.ForeignVpcCheck;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.facts.ForeignVpcReading;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where in the VPC of somebody else an environment stands, or why it does not. */
record ForeignPlacement(ReconcileRequest request, ExistingVpc where, ForeignVpcReading reading) {

  /** Empty if the environment can be reconciled. */
  Optional<DesiredState.Unresolved> obstacle() {
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
            .map(vpc ->
                new ForeignVpcCheck(vpc, where, request.spec(), request.owner().namespace())
                    .problem())
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
