package io.ssmenv.desired;

import io.ssmenv.desired.BuildContext.InstancePlacement;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The instances have no Internet access and reach the services through VPC endpoints. As soon as an
 * endpoint is available, it takes over the DNS name of its service in the whole VPC; so its
 * security group, with its ingress rule, and the egress rule of the instances are created before
 * it.
 *
 * @param services the short names of the interface endpoints, for example {@code ssm}
 * @param s3 whether S3 is reachable through a gateway endpoint
 * @param s3PrefixList the prefix list that the instances may connect to; without it, S3 stays
 *     unreachable
 * @param heldBack what does not exist and cannot be created for a while: an endpoint serves the
 *     other subnets and tables, and the instances do without S3
 */
record PrivateEndpointsPattern(
    List<String> services, boolean s3, Optional<String> s3PrefixList, Set<Key> heldBack)
    implements ConnectivityPattern {

  static final Key GROUP = Key.of("securitygroup", "endpoints");

  @Override
  public Function<InstancePlacement, Set<Key>> addTo(BuildContext context) {
    context
        .graph()
        .add(
            new SecurityGroup(
                GROUP,
                Ref.to(context.vpc()),
                "ssmenv-endpoints",
                "HTTPS from the VPC to its endpoints",
                context.tagsOf(GROUP)));
    Set<Key> before = new HashSet<>();
    before.add(
        context
            .graph()
            .add(SecurityGroupRule.https(GROUP, Direction.INGRESS, new Peer.Cidr(context.cidr()))));
    before.add(
        context
            .graph()
            .add(
                SecurityGroupRule.https(
                    context.group(), Direction.EGRESS, new Peer.Group(Ref.to(GROUP)))));
    Set<Key> way = new HashSet<>(before);
    services.forEach(service -> {
      VpcEndpoint endpoint = interfaceEndpoint(context, service);
      Key key = context.graph().add(endpoint, before);
      if (endpoint.isForAgents()) {
        way.add(key);
      }
    });
    if (s3) {
      way.addAll(s3Gateway(context));
    }
    return placement -> way;
  }

  private VpcEndpoint interfaceEndpoint(BuildContext context, String service) {
    Key key = EndpointServices.endpoint(service);
    return new VpcEndpoint(
        key,
        Ref.to(context.vpc()),
        fullName(context, service),
        VpcEndpoint.Type.INTERFACE,
        Ref.all(withoutHeldBack(onePerZone(context.zones()))),
        Ref.all(List.of(GROUP)),
        new TreeSet<>(),
        true,
        context.tagsOf(key));
  }

  /** An endpoint has at most one subnet in each zone. */
  private static Collection<Key> onePerZone(List<BuildContext.Zone> zones) {
    Map<String, Key> subnets = new LinkedHashMap<>();
    zones.forEach(zone -> subnets.putIfAbsent(zone.name(), zone.subnet()));
    return subnets.values();
  }

  /** An endpoint needs one at least, so it waits if all of them are held back. */
  private Collection<Key> withoutHeldBack(Collection<Key> keys) {
    List<Key> others = keys.stream().filter(key -> !heldBack.contains(key)).toList();
    return others.isEmpty() ? keys : others;
  }

  private Set<Key> s3Gateway(BuildContext context) {
    Set<Key> keys = new HashSet<>();
    Key key = EndpointServices.endpoint("s3");
    keys.add(
        context
            .graph()
            .add(
                new VpcEndpoint(
                    key,
                    Ref.to(context.vpc()),
                    fullName(context, "s3"),
                    VpcEndpoint.Type.GATEWAY,
                    new TreeSet<>(),
                    new TreeSet<>(),
                    Ref.all(
                        withoutHeldBack(
                            context.zones().stream().map(BuildContext.Zone::table).toList())),
                    false,
                    context.tagsOf(key))));
    s3PrefixList
        .map(EndpointServices::s3Rule)
        .map(rule -> context.graph().add(rule))
        .filter(rule -> !heldBack.contains(rule))
        .ifPresent(keys::add);
    return keys;
  }

  private static String fullName(BuildContext context, String service) {
    String prefix = context.region().startsWith("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
    return prefix + context.region() + "." + service;
  }
}
