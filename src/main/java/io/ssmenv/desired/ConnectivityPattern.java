package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import java.util.Set;

/** How the instances reach Systems Manager: one class for each connectivity pattern. */
sealed interface ConnectivityPattern
    permits ElasticIpPattern, NatGatewayPattern, PrivateEndpointsPattern {

  /**
   * Adds the resources of the pattern.
   *
   * @return what has to be ready before an agent starts
   */
  Set<Key> addTo(BuildContext context);
}
