package io.ssmenv.desired;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The endpoints that an environment has in its VPC.
 *
 * @param heldBack what does not exist and cannot be created for a while: an endpoint serves the
 *     other subnets and tables
 * @param offers which zones have refused endpoints of a service
 */
record InVpcEndpoints(BuildContext context, Set<Key> heldBack, ZoneOffers offers) {

  /** Adds an interface endpoint for each service, with their security group. */
  void addInterfaces(Collection<String> services, Set<Key> beforeEndpoints) {
    context
        .graph()
        .add(
            new SecurityGroup(
                SharedNetwork.ENDPOINTS,
                context.vpc(),
                context.endpointsGroup(),
                "HTTPS from the VPC to its endpoints",
                context.tagsOf(SharedNetwork.ENDPOINTS)));
    Set<Key> before = new HashSet<>(beforeEndpoints);
    context.vpcCidrs().stream()
        .map(range ->
            SecurityGroupRule.https(
                SharedNetwork.ENDPOINTS, Direction.INGRESS, new Peer.Cidr(range)))
        .forEach(rule -> before.add(context.graph().add(rule)));
    services.forEach(service ->
        context
            .graph()
            .add(
                endpoint(
                    service,
                    VpcEndpoint.Type.INTERFACE,
                    subnets(withoutHeldBack(onePerZone(service))),
                    Ref.all(List.of(SharedNetwork.ENDPOINTS)),
                    Set.of(),
                    true),
                before));
  }

  /** Adds the gateway endpoint of S3. */
  void addS3(SortedSet<Ref> tables) {
    context
        .graph()
        .add(endpoint("s3", VpcEndpoint.Type.GATEWAY, Set.of(), Set.of(), tables, false));
  }

  private Set<Ref> subnets(Collection<Key> keys) {
    return keys.stream().map(context::subnet).collect(Collectors.toSet());
  }

  private VpcEndpoint endpoint(
      String service,
      VpcEndpoint.Type type,
      Set<Ref> subnets,
      Set<Ref> groups,
      Set<Ref> tables,
      boolean privateDns) {
    Key key = EndpointServices.endpoint(service);
    return new VpcEndpoint(
        key,
        context.vpc(),
        context.fullName(service),
        type,
        new TreeSet<>(subnets),
        new TreeSet<>(groups),
        new TreeSet<>(tables),
        privateDns,
        context.tagsOf(key));
  }

  /**
   * An endpoint has at most one subnet in each zone, and none in zones that have refused it: its
   * address in another zone serves the whole VPC.
   */
  private Collection<Key> onePerZone(String service) {
    ZoneNeed need = new ZoneNeed.EndpointService(service);
    Map<String, Key> all = new LinkedHashMap<>();
    context.allZones().forEach(zone -> all.putIfAbsent(zone.name(), zone.subnet()));
    Map<String, Key> offering = new LinkedHashMap<>(all);
    offering.keySet().removeIf(zone -> !offers.mayOffer(zone, need));
    return offering.isEmpty() ? all.values() : offering.values();
  }

  /** An endpoint needs one at least, so it waits if all of them are held back. */
  Collection<Key> withoutHeldBack(Collection<Key> keys) {
    List<Key> others = keys.stream().filter(key -> !heldBack.contains(key)).toList();
    return others.isEmpty() ? keys : others;
  }
}
