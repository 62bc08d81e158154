package io.ssmenv.desired;

import io.ssmenv.desired.BuildContext.InstancePlacement;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import java.util.Set;
import java.util.function.Function;

/**
 * The workload subnets have a default route to a NAT gateway in a public subnet. There is one NAT
 * gateway in each zone, so that a zone failure does not cut off egress for other zones.
 */
record NatGatewayPattern() implements ConnectivityPattern {

  @Override
  public Function<InstancePlacement, Set<Key>> addTo(BuildContext context) {
    Key attachment = PublicNetwork.attachGateway(context);
    Key table = Key.of("routetable", "public");
    context.graph().add(new RouteTable(table, Ref.to(context.vpc()), context.tagsOf(table)));
    Key wayOut =
        context
            .graph()
            .add(
                Route.of(table, Route.DEFAULT, Ref.to(PublicNetwork.gateway())),
                Set.of(attachment));
    Key egress = PublicNetwork.egress(context);
    for (BuildContext.Zone zone : context.zones()) {
      Key nat = natGateway(context, zone, table, wayOut);
      context.graph().add(Route.of(zone.table(), Route.DEFAULT, Ref.to(nat)), Set.of(egress));
    }
    return placement -> Set.of(egress, context.defaultRoute(placement));
  }

  /**
   * A NAT gateway becomes available even if its subnet has no route to the Internet, so the public
   * route comes first.
   */
  private static Key natGateway(
      BuildContext context, BuildContext.Zone zone, Key table, Key wayOut) {
    Key subnet = ZoneLetters.publicSubnet(zone.letter());
    context
        .graph()
        .add(
            new Subnet(
                subnet,
                Ref.to(context.vpc()),
                context.addresses().publicSubnet(zone.index()),
                zone.name(),
                context.tagsOf(subnet)));
    Key association =
        context
            .graph()
            .add(
                new RouteTableAssociation(
                    RouteTableAssociation.key(subnet), Ref.to(subnet), Ref.to(table)));
    Key address = Key.of("address", "nat-" + zone.letter());
    context.graph().add(new Address(address, context.tagsOf(address)));
    Key nat = Key.of("natgateway", zone.letter());
    return context
        .graph()
        .add(
            new NatGateway(nat, Ref.to(subnet), Ref.to(address), context.tagsOf(nat)),
            Set.of(association, wayOut));
  }
}
