package io.ssmenv.desired;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A topology under construction: it already has what all patterns share when a pattern adds its
 * resources.
 *
 * @param name of the environment, for the {@code Name} tags
 * @param tags of the spec
 * @param vpcCidrs the ranges of the VPC, if the environment has endpoints in it
 * @param endpointsGroup the name of their security group
 * @param addresses of the subnets of the environment
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
    List<String> vpcCidrs,
    String endpointsGroup,
    AddressPlan addresses,
    VpcPlacement placement,
    List<Zone> zones,
    List<Zone> allZones,
    Key group,
    List<InstancePlacement> placements) {

  private static final String MISSING = "missing";

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

  private static Key network(Topology.Builder graph, VpcPlacement placement, Key key) {
    return switch (placement) {
      case VpcPlacement.Own _ -> key;
      case VpcPlacement.InForeign _ -> key;
      case VpcPlacement.InHost(String host, var _) ->
          graph.external(key.inHost(), key + " of the environment " + host);
    };
  }

  Ref vpc() {
    return vpc(graph, placement);
  }

  static Ref vpc(Topology.Builder graph, VpcPlacement placement) {
    return placement instanceof VpcPlacement.InForeign foreign
        ? Ref.id(foreign.vpc().id())
        : Ref.to(network(graph, placement, SharedNetwork.VPC));
  }

  /** The Internet gateway of the VPC. If it does not exist, the environment is not begun. */
  Ref internetGateway() {
    return placement instanceof VpcPlacement.InForeign foreign
        ? Ref.id(foreign.vpc().internetGateway().orElse(MISSING))
        : Ref.to(network(SharedNetwork.GATEWAY));
  }

  /** What has to be ready before the Internet gateway can be used. */
  Set<Key> beforeInternet() {
    return placement instanceof VpcPlacement.InForeign
        ? Set.of()
        : Set.of(network(InternetGatewayAttachment.KEY));
  }

  /** Whether the workload subnets and their route tables belong to the environment. */
  boolean hasSubnets() {
    return !(placement instanceof VpcPlacement.InForeign foreign) || foreign.hasSubnets();
  }

  /** The subnet with a key, or the existing one that takes its place. */
  static Ref subnet(VpcPlacement placement, Key subnet) {
    return placement instanceof VpcPlacement.InForeign foreign && !foreign.hasSubnets()
        ? Ref.id(foreign.subnetId(ZoneLetters.letter(subnet)))
        : Ref.to(subnet);
  }

  Ref subnet(Key subnet) {
    return subnet(placement, subnet);
  }

  /** The endpoint of somebody else in the VPC that has the DNS name of a service. */
  Optional<ForeignVpc.Endpoint> foreign(String service) {
    return placement instanceof VpcPlacement.InForeign foreign
        ? foreign.endpoint(fullName(service))
        : Optional.empty();
  }

  String fullName(String service) {
    return EndpointServices.fullName(region, service);
  }

  /** The instances in a zone. */
  List<InstancePlacement> placements(Zone zone) {
    return placements.stream().filter(one -> one.subnet().equals(zone.subnet())).toList();
  }

  /** The default route of the subnet of an instance; empty if the subnet is of somebody else. */
  Optional<Key> defaultRoute(InstancePlacement placement) {
    return zones.stream()
        .filter(_ -> hasSubnets())
        .filter(zone -> zone.subnet().equals(placement.subnet()))
        .findFirst()
        .map(zone -> Route.key(zone.table(), Route.DEFAULT));
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
