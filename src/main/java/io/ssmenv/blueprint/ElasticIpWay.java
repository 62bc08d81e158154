package io.ssmenv.blueprint;

import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import java.util.HashSet;
import java.util.Set;

/**
 * Each instance has an Elastic IP of its own, and its subnet a default route to the Internet
 * gateway.
 */
record ElasticIpWay() implements Way {

  @Override
  public Set<Key> lay(Draft draft) {
    Key attachment = PublicNetwork.attachGateway(draft);
    Set<Key> addressed = new HashSet<>();
    for (Draft.Seat seat : draft.seats()) {
      Key address = Key.of("address", seat.name());
      draft.graph().add(new Address(address, draft.tagsOf(address)));
      addressed.add(
          draft
              .graph()
              .add(
                  new AddressAssociation(
                      AddressAssociation.key(address),
                      Ref.to(address),
                      Ref.to(seat.networkInterface())),
                  Set.of(attachment)));
    }
    Key egress = PublicNetwork.egress(draft);
    // The route is the switch between patterns: it waits for the address of every instance.
    Set<Key> before = new HashSet<>(addressed);
    before.add(attachment);
    before.add(egress);
    Set<Key> way = new HashSet<>(before);
    for (Draft.Zone zone : draft.zones()) {
      way.add(
          draft
              .graph()
              .add(Route.of(zone.table(), Route.DEFAULT, Ref.to(PublicNetwork.gateway())), before));
    }
    return way;
  }
}
