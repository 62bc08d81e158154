package io.ssmenv.diagnosis;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Subnet;
import java.util.Optional;

/**
 * A subnet in which packets enter or leave an interface.
 *
 * @param key empty for a subnet of somebody else
 */
record SubnetPlace(Optional<Key> key, String id, String cidr) {

  static Optional<SubnetPlace> of(Key key, Observed found) {
    return found.resource() instanceof Subnet subnet
        ? Optional.of(new SubnetPlace(Optional.of(key), found.id(), subnet.cidr()))
        : Optional.empty();
  }
}
