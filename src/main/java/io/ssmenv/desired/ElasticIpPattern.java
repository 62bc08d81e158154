package io.ssmenv.desired;

import io.ssmenv.desired.BuildContext.InstancePlacement;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import java.util.Set;
import java.util.function.Function;

/** Each instance has an Elastic IP, and its subnet a default route to the Internet gateway. */
record ElasticIpPattern() implements ConnectivityPattern {

  @Override
  public Function<InstancePlacement, Set<Key>> addTo(BuildContext context) {
    Key attachment = context.network(InternetGatewayAttachment.KEY);
    Key gateway = context.network(SharedNetwork.GATEWAY);
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
              Set.of(attachment));
    }
    Key egress = PublicNetwork.egress(context);
    for (BuildContext.Zone zone : context.zones()) {
      Key route =
          context
              .graph()
              .add(
                  Route.of(zone.table(), Route.DEFAULT, Ref.to(gateway)),
                  Set.of(attachment, egress));
      // The route is the cutover between patterns, which cuts off an instance without an address.
      for (InstancePlacement placement : context.placements(zone)) {
        context
            .graph()
            .requireWhileUsed(route, association(placement), Instance.key(placement.name()));
      }
    }
    return placement ->
        Set.of(attachment, egress, association(placement), context.defaultRoute(placement));
  }

  private static Key association(InstancePlacement placement) {
    return AddressAssociation.key(Key.of("address", placement.name()));
  }
}
