package io.ssmenv.blueprint;

import io.ssmenv.topology.Address;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import java.util.HashSet;
import java.util.Set;

/**
 * The instances' subnets have a default route to a NAT gateway in a public subnet of the same zone:
 * one for each zone, so that a zone that fails takes no other one's way out along.
 */
record NatGatewayWay() implements Way {

  @Override
  public Set<Key> lay(Draft draft) {
    Key attachment = PublicNetwork.attachGateway(draft);
    Key table = Key.of("routetable", "public");
    draft.graph().add(new RouteTable(table, Ref.to(draft.vpc()), draft.tagsOf(table)));
    Key wayOut =
        draft
            .graph()
            .add(
                Route.of(table, Route.DEFAULT, Ref.to(PublicNetwork.gateway())),
                Set.of(attachment));
    Key egress = PublicNetwork.egress(draft);
    Set<Key> way = new HashSet<>();
    way.add(egress);
    for (Draft.Zone zone : draft.zones()) {
      Key nat = natGateway(draft, zone, table, wayOut);
      way.add(
          draft.graph().add(Route.of(zone.table(), Route.DEFAULT, Ref.to(nat)), Set.of(egress)));
    }
    return way;
  }

  /** A NAT gateway calls itself available even if its subnet has no way out: that comes first. */
  private static Key natGateway(Draft draft, Draft.Zone zone, Key table, Key wayOut) {
    Key subnet = Key.of("subnet", "public-" + zone.letter());
    draft
        .graph()
        .add(
            new Subnet(
                subnet,
                Ref.to(draft.vpc()),
                draft.addresses().publicly(zone.index()),
                zone.name(),
                draft.tagsOf(subnet)));
    Key association =
        draft
            .graph()
            .add(
                new RouteTableAssociation(
                    RouteTableAssociation.key(subnet), Ref.to(subnet), Ref.to(table)));
    Key address = Key.of("address", "nat-" + zone.letter());
    draft.graph().add(new Address(address, draft.tagsOf(address)));
    Key nat = Key.of("natgateway", zone.letter());
    return draft
        .graph()
        .add(
            new NatGateway(nat, Ref.to(subnet), Ref.to(address), draft.tagsOf(nat)),
            Set.of(association, wayOut));
  }
}
