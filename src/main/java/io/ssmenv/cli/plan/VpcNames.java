package io.ssmenv.cli.plan;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.util.Map;
import java.util.Optional;

/**
 * The environments with which one shares a VPC.
 *
 * @param host in whose VPC it stands; empty if it has its own
 * @param guests the names of those that stand in its VPC, by UID
 */
record VpcNames(Optional<String> host, Map<String, String> guests) {

  /** The environment shares its VPC with nobody. */
  static final VpcNames NONE = new VpcNames(Optional.empty(), Map.of());

  VpcNames {
    guests = ImmutableCopy.of(guests);
  }

  /** A resource, with the environment that it belongs to if that is another one. */
  String nameOf(Key key) {
    return key.ofHost()
        .flatMap(own -> host.map(name -> own + " of " + name))
        .or(() ->
            guests.entrySet().stream()
                .flatMap(guest ->
                    key.ofGuest(guest.getKey()).stream()
                        .map(own -> own + " of " + guest.getValue()))
                .findFirst())
        .orElseGet(key::value);
  }
}
