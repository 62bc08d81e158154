package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topology under construction: it already has what all patterns share when a pattern adds its
 * resources.
 *
 * @param name of the environment, for the {@code Name} tags
 * @param tags of the spec
 * @param cidr of the VPC
 * @param placement in whose VPC the environment is
 * @param zones one for each availability zone of the instances
 * @param allZones also those in which only the network has something
 * @param group the security group of the instances
 * @param placements one for each instance
 */
record BuildContext(
    Topology.Builder graph,
    String name,
    Map<String, String> tags,
    String region,
    String cidr,
    SubnetCidrs addresses,
    VpcPlacement placement,
    List<Zone> zones,
    List<Zone> allZones,
    Key group,
    List<InstancePlacement> placements) {

  /**
   * An availability zone with its workload subnet and route table.
   *
   * @param letter names the subnets and gateways of the zone in keys: {@code a} for the first,
   *     independent of its name in AWS
   */
  record Zone(int index, String letter, String name, Key subnet, Key table) {}

  /** The name of an instance, such as {@code app-0}, its network interface and its subnet. */
  record InstancePlacement(String name, Key networkInterface, Key subnet) {}

  /** The key by which the environment refers to a resource of the network in its VPC. */
  Key network(Key key) {
    return network(graph, placement, key);
  }

  static Key network(Topology.Builder graph, VpcPlacement placement, Key key) {
    return switch (placement) {
      case VpcPlacement.Own _ -> key;
      case VpcPlacement.InHost(String host, var _) ->
          graph.external(key.inHost(), key + " of the environment " + host);
    };
  }

  /** The instances in a zone. */
  List<InstancePlacement> placements(Zone zone) {
    return placements.stream().filter(one -> one.subnet().equals(zone.subnet())).toList();
  }

  /** The default route of the subnet of an instance. */
  Key defaultRoute(InstancePlacement placement) {
    return zones.stream()
        .filter(zone -> zone.subnet().equals(placement.subnet()))
        .findFirst()
        .map(zone -> Route.key(zone.table(), Route.DEFAULT))
        .orElseThrow();
  }

  Tags tagsOf(Key key) {
    return tags(name, tags, key);
  }

  static Tags tags(String name, Map<String, String> tags, Key key) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put("Name", name + "-" + key.value().replace('/', '-'));
    return Tags.of(all);
  }
}
