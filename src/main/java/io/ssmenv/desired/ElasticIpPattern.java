package io.ssmenv.desired;

import io.ssmenv.desired.BuildContext.InstancePlacement;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Each instance has an Elastic IP, and its subnet a default route to the Internet gateway. */
record ElasticIpPattern() implements ConnectivityPattern {

  @Override
  public Function<InstancePlacement, Set<Key>> addTo(BuildContext context) {
    Set<Key> attachment = context.beforeInternet();
    for (InstancePlacement placement : context.placements()) {
      Key address = Key.of("address", placement.name());
      context.graph().add(new Address(address, context.tagsOf(address)));
      context
          .graph()
          .add(
              new AddressAssociation(
                  AddressAssociation.key(address),
                  Ref.to(address),
                  Ref.to(placement.networkInterface())),
              attachment);
    }
    Key egress = PublicNetwork.egress(context);
    if (context.hasSubnets()) {
      context.zones().forEach(zone -> addRoute(context, zone, egress));
    }
    return placement -> {
      Set<Key> way = new HashSet<>(attachment);
      way.addAll(List.of(egress, association(placement)));
      context.defaultRoute(placement).ifPresent(way::add);
      return way;
    };
  }

  private static void addRoute(BuildContext context, BuildContext.Zone zone, Key egress) {
    Set<Key> before = new HashSet<>(context.beforeInternet());
    before.add(egress);
    Key route =
        context
            .graph()
            .add(Route.of(zone.table(), Route.DEFAULT, context.internetGateway()), before);
    // The route is the cutover between patterns, which cuts off an instance without an address.
    for (InstancePlacement placement : context.placements(zone)) {
      context
          .graph()
          .requireWhileUsed(route, association(placement), Instance.key(placement.name()));
    }
  }

  private static Key association(InstancePlacement placement) {
    return AddressAssociation.key(Key.of("address", placement.name()));
  }
}
