package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.Network;
import io.ssmenv.desired.AdoptedPlacement;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Vpc;
import java.util.Optional;

/**
 * Whether the resources that an environment takes over are in the network that its spec names: what
 * exists cannot be moved.
 *
 * @param host of the environment in whose VPC this one stands; empty if it has not shown itself
 */
record AdoptedNetwork(ReconcileRequest request, Optional<HostView> host, Observation observed) {

  /** Empty if the resources can be taken over. */
  Optional<DesiredState> obstacle() {
    Network network = request.spec().networkOrDefault();
    Optional<Vpc> own =
        observed.present().values().stream()
            .map(Observed::resource)
            .filter(Vpc.class::isInstance)
            .map(Vpc.class::cast)
            .findFirst();
    if (own.isPresent()) {
      return refused(otherThan(own.get().cidr(), network));
    }
    if (network.hostName().isPresent()) {
      return new GuestAdoption(request, host, observed).obstacle();
    }
    return refused(
        network
            .existingVpc()
            .map(where -> new AdoptedPlacement(where, observed).mismatch())
            .orElseGet(this::withoutVpc));
  }

  private static Optional<DesiredState> refused(Optional<String> problem) {
    return problem.map(DesiredState.AdoptionRefused::new);
  }

  /** What to set if the resources have a VPC of their own. */
  private static Optional<String> otherThan(String cidr, Network network) {
    String other =
        network.hostName().isPresent() ? "spec.network.environment" : "spec.network.existing";
    if (network.hostName().isPresent() || network.existingVpc().isPresent()) {
      return Optional.of(
          "The resources include a VPC of their own. Set spec.network.cidr to %s instead of %s"
              .formatted(cidr, other));
    }
    return cidr.equals(network.cidrOrDefault())
        ? Optional.empty()
        : Optional.of(
            "The VPC of the resources has the range %s, which cannot be changed. Set spec.network.cidr to it"
                .formatted(cidr));
  }

  private Optional<String> withoutVpc() {
    return Optional.of(
        "The resources include no VPC: they are in %s. Name the environment that has it in spec.network.environment, or the VPC in spec.network.existing if no environment has it"
            .formatted(AdoptedPlacement.vpcId(observed).orElse("another one")));
  }
}
