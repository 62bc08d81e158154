package io.ssmenv.facts;

import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Set;

/**
 * What stands in the zone of a letter. Subnets, route tables and interfaces that no instance uses
 * have no value: they can be created again in another zone.
 */
final class ZoneContents {

  private static final Set<Class<? extends Resource>> OF_VALUE =
      Set.of(Instance.class, NatGateway.class, VpcEndpoint.class);

  private ZoneContents() {}

  /** Whether nothing of value stands there, and that is certain. */
  static boolean isEmpty(String letter, Observation observed) {
    Set<Key> subnets = Set.of(ZoneLetters.workload(letter), ZoneLetters.publicSubnet(letter));
    return OF_VALUE.stream().noneMatch(observed.unlisted()::containsKey)
        && observed.present().values().stream()
            .map(existing -> existing.resource())
            .noneMatch(resource -> isIn(resource, subnets, observed));
  }

  private static boolean isIn(Resource resource, Set<Key> subnets, Observation observed) {
    return switch (resource) {
      case Instance instance ->
          instance.networkInterface() instanceof Ref.ToKey(Key key)
              && observed
                  .find(key)
                  .filter(one -> one.resource() instanceof NetworkInterface)
                  .filter(one -> isOneOf(((NetworkInterface) one.resource()).subnet(), subnets))
                  .isPresent();
      case NatGateway gateway -> isOneOf(gateway.subnet(), subnets);
      case VpcEndpoint endpoint ->
          endpoint.subnets().stream().anyMatch(subnet -> isOneOf(subnet, subnets));
      default -> false;
    };
  }

  private static boolean isOneOf(Ref ref, Set<Key> subnets) {
    return ref instanceof Ref.ToKey(Key key) && subnets.contains(key);
  }
}
