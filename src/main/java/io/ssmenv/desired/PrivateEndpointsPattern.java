package io.ssmenv.desired;

import io.ssmenv.desired.BuildContext.InstancePlacement;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.VpcEndpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The instances have no Internet access and reach the services through VPC endpoints. An endpoint
 * takes over the DNS name of its service in the whole VPC, so the egress rule of the instances is
 * created before those of their own VPC.
 *
 * <p>Endpoints of somebody else are used by their addresses: a rule that refers to a security group
 * would keep its owner from deleting it.
 *
 * @param services the short names of the interface endpoints, for example {@code ssm}
 * @param provided whether the instances reach endpoints that may be anywhere
 * @param s3 whether S3 is reachable through a gateway endpoint
 * @param s3PrefixList the prefix list that the instances may connect to; without it, S3 stays
 *     unreachable
 * @param heldBack what does not exist and cannot be created for a while: the instances do without
 *     S3
 */
record PrivateEndpointsPattern(
    List<String> services,
    boolean provided,
    boolean s3,
    Optional<String> s3PrefixList,
    Set<Key> heldBack)
    implements ConnectivityPattern {

  @Override
  public Function<InstancePlacement, Set<Key>> addTo(BuildContext context) {
    Set<Key> way = new HashSet<>();
    if (provided) {
      way.add(PublicNetwork.egress(context));
    }
    List<String> own = services.stream().filter(one -> context.foreign(one).isEmpty()).toList();
    if (!own.isEmpty()) {
      way.add(context.graph().add(egress(context)));
    }
    own.forEach(service -> {
      Key endpoint = context.network(EndpointServices.endpoint(service));
      if (VpcEndpoint.isForAgents(service)) {
        way.add(endpoint);
      }
    });
    services.stream()
        .flatMap(service -> context.foreign(service).stream())
        .flatMap(endpoint -> endpoint.ranges().stream())
        .distinct()
        .map(range ->
            SecurityGroupRule.https(context.group(), Direction.EGRESS, new Peer.Cidr(range)))
        .forEach(rule -> way.add(context.graph().add(rule)));
    if (s3) {
      if (context.hasSubnets()) {
        way.add(context.network(SharedNetwork.S3));
      }
      s3PrefixList
          .map(EndpointServices::s3Rule)
          .map(rule -> context.graph().add(rule))
          .filter(rule -> !heldBack.contains(rule))
          .ifPresent(way::add);
    }
    return placement -> way;
  }

  @Override
  public Set<Key> beforeEndpoints(BuildContext context) {
    return Set.of(egress(context).key());
  }

  private static SecurityGroupRule egress(BuildContext context) {
    return SecurityGroupRule.https(
        context.group(),
        Direction.EGRESS,
        new Peer.Group(Ref.to(context.network(SharedNetwork.ENDPOINTS))));
  }
}
