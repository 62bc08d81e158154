package io.ssmenv.engine;

import io.ssmenv.desired.AdoptedPlacement;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.Optional;

/** Why resources in the VPC of another environment cannot be taken over. */
record GuestAdoption(ReconcileRequest request, Optional<HostView> host, Observation observed) {

  private String name() {
    return request.spec().networkOrDefault().hostName().orElseThrow();
  }

  /** Empty if they can. */
  Optional<DesiredState> obstacle() {
    return request
        .peers()
        .host()
        .map(this::obstacle)
        .orElseGet(() ->
            awaiting(
                "Waiting for the environment "
                    + name()
                    + ", in whose VPC the resources are. Create it in the same namespace; if it was"
                    + " lost, too, have it adopt its own resources"));
  }

  private Optional<DesiredState> obstacle(VpcPeers.Peer peer) {
    HostCheck hosting = new HostCheck(request);
    return hosting
        .unreadable(peer)
        .<DesiredState>map(DesiredState.AdoptionAwaitsHost::new)
        .or(() -> hosting.unusable(peer).map(DesiredState.AdoptionRefused::new))
        .or(() -> host.map(this::obstacle).orElseGet(() -> awaiting(hosting.readingMessage())));
  }

  private Optional<DesiredState> obstacle(HostView view) {
    Observed vpc = view.resources().get(SharedNetwork.VPC.inHost());
    if (vpc == null) {
      return awaiting(
          "Waiting until the environment "
              + view.describedAs(name())
              + " has the VPC in which the resources are");
    }
    return AdoptedPlacement.vpcId(observed)
        .map(id ->
            new DesiredState.AdoptionRefused(
                "The resources are in %s, but the VPC of the environment %s is %s. Name the environment with %1$s in spec.network.environment"
                    .formatted(id, name(), vpc.id())));
  }

  private static Optional<DesiredState> awaiting(String message) {
    return Optional.of(new DesiredState.AdoptionAwaitsHost(message));
  }
}
