package io.ssmenv.state;

import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.Topology;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The public address of an instance, found by following its observed default route. */
public final class Egress {

  /** The value for a pattern without Internet access. */
  public static final String NONE = "none";

  /** The value while instances should have Internet access, and their address is not known. */
  public static final String UNKNOWN = "Unknown";

  /** A printer column is not wider; an environment can have a thousand addresses. */
  private static final int IN_COLUMN = 5;

  private final Observation observed;
  private final Map<Ref, String> elasticIps;

  public Egress(Observation observed) {
    this.observed = observed;
    this.elasticIps = elasticIps(observed);
  }

  /** The address that the Internet sees of an instance; empty if it cannot reach it. */
  public Optional<String> of(Key networkInterface) {
    Optional<NetworkInterface> found =
        observed
            .find(networkInterface)
            .map(Observed::resource)
            .filter(NetworkInterface.class::isInstance)
            .map(NetworkInterface.class::cast);
    if (found.filter(one -> one.subnet() instanceof Ref.ToId).isPresent()) {
      return elasticIp(networkInterface); // In a subnet of somebody else, whose routes fit.
    }
    return found
        .flatMap(instanceInterface -> follow(instanceInterface.subnet()))
        .flatMap(subnet -> observed.find(RouteTableAssociation.key(subnet.key())))
        .map(Observed::resource)
        .filter(RouteTableAssociation.class::isInstance)
        .map(RouteTableAssociation.class::cast)
        .flatMap(association -> follow(association.table()))
        .flatMap(table -> observed.find(Route.key(table.key(), Route.DEFAULT)))
        .filter(route -> route.is(Observed.State.READY))
        .map(Observed::resource)
        .filter(Route.class::isInstance)
        .map(Route.class::cast)
        .flatMap(route ->
            route.target() instanceof Ref.ToId(String id) && id.startsWith("igw-")
                ? elasticIp(networkInterface)
                : follow(route.target()).flatMap(target -> through(target, networkInterface)));
  }

  private Optional<String> through(Observed target, Key networkInterface) {
    return switch (target.resource()) {
      case NatGateway _ -> publicIp(target);
      case InternetGateway _ -> elasticIp(networkInterface);
      default -> Optional.empty();
    };
  }

  /** The Elastic IP of an interface. */
  public Optional<String> elasticIp(Key networkInterface) {
    return Optional.ofNullable(elasticIps.get(Ref.to(networkInterface)));
  }

  private static Map<Ref, String> elasticIps(Observation observed) {
    Map<Ref, String> addresses = new HashMap<>();
    for (Observed current : observed.present().values()) {
      if (current.resource() instanceof AddressAssociation association) {
        publicIp(current)
            .or(() -> addressOf(association, observed))
            .ifPresent(address ->
                addresses.merge(
                    association.networkInterface(),
                    address,
                    (one, other) -> one.compareTo(other) <= 0 ? one : other));
      }
    }
    return addresses;
  }

  /** An association that was just created and not listed yet has no public IP of its own. */
  private static Optional<String> addressOf(AddressAssociation association, Observation observed) {
    return follow(association.address(), observed).flatMap(Egress::publicIp);
  }

  private static Optional<String> publicIp(Observed current) {
    return current.detail(Observed.PUBLIC_IP);
  }

  private Optional<Observed> follow(Ref ref) {
    return follow(ref, observed);
  }

  private static Optional<Observed> follow(Ref ref, Observation observed) {
    return ref instanceof Ref.ToKey(Key key) ? observed.find(key) : Optional.empty();
  }

  /** The key of the interface on which an instance runs. */
  public static Optional<Key> networkInterface(Instance instance) {
    return instance.networkInterface() instanceof Ref.ToKey(Key key)
        ? Optional.of(key)
        : Optional.empty();
  }

  /** Whether the topology lets the instances reach any address, over whose route it may be. */
  public static boolean wanted(Topology desired) {
    return desired.all(Route.class).stream()
            .anyMatch(route -> route.destination().equals(Route.DEFAULT))
        || desired.all(SecurityGroupRule.class).stream()
            .anyMatch(rule -> rule.peer().equals(new Peer.Cidr(Route.DEFAULT)));
  }

  /**
   * Several addresses in one column, at most {@value #IN_COLUMN}; empty without any. The status of
   * each instance has its own.
   */
  public static Optional<String> column(Collection<String> addresses) {
    List<String> all = addresses.stream().distinct().toList();
    int more = all.size() - IN_COLUMN;
    return all.stream()
        .limit(IN_COLUMN)
        .reduce((some, next) -> some + "," + next)
        .map(some -> more > 0 ? some + " and " + more + " more" : some);
  }
}
