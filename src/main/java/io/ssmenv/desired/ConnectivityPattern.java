package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import java.util.Set;

/** The way by which instances reach Systems Manager: one class for each connectivity pattern. */
sealed interface ConnectivityPattern
    permits ElasticIpPattern, NatGatewayPattern, PrivateEndpointsPattern {

  /**
   * Adds everything that the way consists of.
   *
   * @return what has to be in place before an agent starts
   */
  Set<Key> addTo(BuildContext context);
}
