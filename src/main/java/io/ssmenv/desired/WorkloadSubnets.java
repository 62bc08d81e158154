package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The subnets of the instances, one for each zone, with their route tables; or those of somebody
 * else, which are no resources of the environment.
 *
 * @param cidr the range of a VPC of the environment's own
 */
record WorkloadSubnets(String cidr, VpcPlacement placement, Facts facts) {

  AddressPlan addresses() {
    return placement instanceof VpcPlacement.InForeign foreign && foreign.hasSubnets()
        ? AddressPlan.of(foreign.where().ranges())
        : new SubnetCidrs(cidr);
  }

  /** Empty if the subnets are of somebody else. */
  private Optional<SortedMap<String, String>> ranges() {
    return switch (placement) {
      case VpcPlacement.InForeign foreign when !foreign.hasSubnets() -> Optional.empty();
      case VpcPlacement.InHost(var _, SortedMap<String, String> subnets) -> Optional.of(subnets);
      case VpcPlacement.Own _, VpcPlacement.InForeign _ ->
          Optional.of(addresses().workloadSubnets(facts.zones().keySet()));
    };
  }

  List<BuildContext.Zone> zones() {
    return facts.zones().entrySet().stream()
        .map(zone ->
            new BuildContext.Zone(
                ZoneLetters.ALL.indexOf(zone.getKey()),
                zone.getKey(),
                zone.getValue(),
                ZoneLetters.workload(zone.getKey()),
                Key.of("routetable", "workload-" + zone.getKey())))
        .toList();
  }

  void addTo(Topology.Builder graph, Ref vpc, Function<Key, Tags> tags) {
    ranges()
        .ifPresent(ranges ->
            zones()
                .forEach(zone ->
                    addZone(
                        graph,
                        vpc,
                        zone,
                        Objects.requireNonNull(ranges.get(zone.letter())),
                        tags)));
  }

  private static void addZone(
      Topology.Builder graph,
      Ref vpc,
      BuildContext.Zone zone,
      String range,
      Function<Key, Tags> tags) {
    graph.add(new Subnet(zone.subnet(), vpc, range, zone.name(), tags.apply(zone.subnet())));
    graph.add(new RouteTable(zone.table(), vpc, tags.apply(zone.table())));
    graph.add(
        new RouteTableAssociation(
            RouteTableAssociation.key(zone.subnet()), Ref.to(zone.subnet()), Ref.to(zone.table())));
  }
}
