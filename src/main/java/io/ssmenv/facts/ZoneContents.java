package io.ssmenv.facts;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.VpcEndpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The zones in which something of value stands. Subnets, route tables and interfaces that no
 * instance uses have no value: they can be created again in another zone. Each resource counts for
 * the zone of its subnet: while a letter gets another zone, its subnets are in different ones.
 *
 * @param zones the names of the zones
 * @param complete whether nothing of value can stand in another one
 */
record ZoneContents(Set<String> zones, boolean complete) {

  private static final Set<Class<? extends Resource>> OF_VALUE =
      Set.of(Instance.class, NatGateway.class, VpcEndpoint.class);

  ZoneContents {
    zones = ImmutableCopy.of(zones);
  }

  static ZoneContents of(Observation observed) {
    Set<String> zones = new HashSet<>();
    boolean complete = OF_VALUE.stream().noneMatch(observed.unlisted()::containsKey);
    for (var existing : observed.present().values()) {
      for (Ref subnet : subnets(existing.resource(), observed)) {
        Optional<String> zone = zone(subnet, observed);
        zone.ifPresent(zones::add);
        complete &= zone.isPresent();
      }
    }
    return new ZoneContents(zones, complete);
  }

  /** Whether something of value stands in a zone. */
  boolean isUsed(String zone) {
    return zones.contains(zone);
  }

  /** Whether nothing of value stands in a zone, and that is certain. */
  boolean isEmpty(String zone) {
    return complete && !isUsed(zone);
  }

  /** Of an instance without a known interface, that interface: its zone is not known either. */
  private static List<Ref> subnets(Resource resource, Observation observed) {
    return switch (resource) {
      case Instance instance ->
          List.of(
              find(instance.networkInterface(), observed)
                  .filter(NetworkInterface.class::isInstance)
                  .map(one -> ((NetworkInterface) one).subnet())
                  .orElse(instance.networkInterface()));
      case NatGateway gateway -> List.of(gateway.subnet());
      case VpcEndpoint endpoint -> List.copyOf(endpoint.subnets());
      default -> List.of();
    };
  }

  private static Optional<String> zone(Ref subnet, Observation observed) {
    return find(subnet, observed)
        .filter(Subnet.class::isInstance)
        .map(one -> ((Subnet) one).zone());
  }

  private static Optional<Resource> find(Ref ref, Observation observed) {
    return ref instanceof Ref.ToKey(Key key)
        ? observed.find(key).map(one -> one.resource())
        : Optional.empty();
  }
}
