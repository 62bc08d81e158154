package io.ssmenv.desired;

import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import java.util.HashSet;
import java.util.Set;

/** Each instance has an Elastic IP, and its subnet a default route to the Internet gateway. */
record ElasticIpPattern() implements ConnectivityPattern {

  @Override
  public Set<Key> addTo(BuildContext context) {
    Key attachment = PublicNetwork.attachGateway(context);
    Set<Key> addressed = new HashSet<>();
    for (BuildContext.InstancePlacement placement : context.placements()) {
      Key address = Key.of("address", placement.name());
      context.graph().add(new Address(address, context.tagsOf(address)));
      addressed.add(
          context
              .graph()
              .add(
                  new AddressAssociation(
                      AddressAssociation.key(address),
                      Ref.to(address),
                      Ref.to(placement.networkInterface())),
                  Set.of(attachment)));
    }
    Key egress = PublicNetwork.egress(context);
    // The route is the cutover between patterns: it waits for the address of every instance.
    Set<Key> before = new HashSet<>(addressed);
    before.add(attachment);
    before.add(egress);
    Set<Key> way = new HashSet<>(before);
    for (BuildContext.Zone zone : context.zones()) {
      way.add(
          context
              .graph()
              .add(Route.of(zone.table(), Route.DEFAULT, Ref.to(PublicNetwork.gateway())), before));
    }
    return way;
  }
}
