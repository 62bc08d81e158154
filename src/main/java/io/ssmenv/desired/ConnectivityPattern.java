package io.ssmenv.desired;

import io.ssmenv.desired.BuildContext.InstancePlacement;
import io.ssmenv.topology.Key;
import java.util.Set;
import java.util.function.Function;

/** How the instances reach Systems Manager: one class for each connectivity pattern. */
sealed interface ConnectivityPattern
    permits ElasticIpPattern, NatGatewayPattern, PrivateEndpointsPattern {

  /**
   * Adds the resources of the pattern.
   *
   * @return what has to be ready before the agent of an instance starts, and nothing that only
   *     others need
   */
  Function<InstancePlacement, Set<Key>> addTo(BuildContext context);

  /** What the instances need before endpoints take over the DNS names of Systems Manager. */
  default Set<Key> beforeEndpoints(BuildContext context) {
    return Set.of();
  }
}
