package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topology in the making: what all patterns have in common is in it already when a pattern adds
 * its way out.
 *
 * @param name of the environment, for the {@code Name} tags
 * @param tags of the spec
 * @param cidr of the VPC
 * @param zones one for each availability zone
 * @param group the instances' security group
 * @param placements one for each instance
 */
record BuildContext(
    Topology.Builder graph,
    String name,
    Map<String, String> tags,
    String region,
    String cidr,
    AddressPlan addresses,
    Key vpc,
    List<Zone> zones,
    Key group,
    List<InstancePlacement> placements) {

  /**
   * @param letter names the zone's subnets and gateways in keys: {@code a} for the first, whatever
   *     AWS calls it
   */
  record Zone(int index, String letter, String name, Key subnet, Key table) {}

  /**
   * An instance's place: its name, such as {@code app-0}, and the interface on which it is
   * launched.
   */
  record InstancePlacement(String name, Key networkInterface) {}

  Tags tagsOf(Key key) {
    return tags(name, tags, key);
  }

  static Tags tags(String name, Map<String, String> tags, Key key) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put("Name", name + "-" + key.value().replace('/', '-'));
    return Tags.of(all);
  }
}
