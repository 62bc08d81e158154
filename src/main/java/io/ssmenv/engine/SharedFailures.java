package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.NetworkNeeds;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.status.FailureContext;
import io.ssmenv.status.ResourceFailure;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import java.util.List;
import java.util.Set;

/**
 * Whom failures concern: of the owner of a VPC also its guests, and of a guest also what AWS
 * refuses to the owner.
 */
final class SharedFailures {

  private SharedFailures() {}

  static FailureContext context(
      SharedVpc vpc,
      SpecDefaults defaults,
      Observation observed,
      DesiredState desired,
      Set<Key> undecided) {
    return new FailureContext(
        GuestResources.of(vpc, defaults, observed, desired),
        undecided,
        ofHost(vpc, observed, desired));
  }

  private static List<ResourceFailure> ofHost(
      SharedVpc vpc, Observation observed, DesiredState desired) {
    return vpc.request().mode().deleting()
        ? List.of()
        : vpc.host()
            .map(host -> host.failures(needs(vpc.request(), observed, desired)))
            .orElse(List.of());
  }

  /** A guest without a place in the VPC needs what its spec asks for. */
  private static NetworkNeeds needs(
      ReconcileRequest request, Observation observed, DesiredState desired) {
    return desired instanceof DesiredState.Resolved resolved
        ? NetworkNeeds.of(resolved.topology(), Set.of())
        : NetworkNeeds.of(
            request.spec(),
            GuestView.letters(request, observed),
            Set.of(EndpointServices.EC2_MESSAGES));
  }
}
