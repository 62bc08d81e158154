package io.ssmenv.desired;

import io.ssmenv.desired.BuildContext.InstancePlacement;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The workload subnets have a default route to a NAT gateway in a public subnet. There is one NAT
 * gateway in each zone, so that a zone failure does not cut off egress for other zones. Existing
 * subnets have their own way out.
 */
record NatGatewayPattern() implements ConnectivityPattern {

  @Override
  public Function<InstancePlacement, Set<Key>> addTo(BuildContext context) {
    Key egress = PublicNetwork.egress(context);
    if (!context.hasSubnets()) {
      return _ -> Set.of(egress);
    }
    for (BuildContext.Zone zone : context.zones()) {
      Key nat = context.network(SharedNetwork.natGateway(zone.letter()));
      context.graph().add(Route.of(zone.table(), Route.DEFAULT, Ref.to(nat)), Set.of(egress));
    }
    return placement ->
        Stream.concat(Stream.of(egress), context.defaultRoute(placement).stream())
            .collect(Collectors.toSet());
  }
}
