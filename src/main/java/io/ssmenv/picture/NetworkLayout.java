package io.ssmenv.picture;

import io.ssmenv.picture.TableBlock.Row;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.RolePolicy;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries on a topology: the zones with their subnets, and the routes, endpoints and instances. */
final class NetworkLayout {

  /**
   * An availability zone.
   *
   * @param workload the subnet of the instances
   * @param publicSubnet the subnet of the NAT gateway that the instances use; empty without one
   */
  record Zone(String name, Subnet workload, Optional<Subnet> publicSubnet) {}

  private final Topology topology;
  private final Topology network;
  private final UnaryOperator<Key> inNetwork;
  private final Vpc vpc;

  private NetworkLayout(Topology topology, Topology network, UnaryOperator<Key> inNetwork) {
    this.topology = topology;
    this.network = network;
    this.inNetwork = inNetwork;
    this.vpc =
        network.all(Vpc.class).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The topology has no VPC"));
  }

  /**
   * An environment with its own VPC.
   *
   * @throws IllegalArgumentException if the topology has no VPC
   */
  static NetworkLayout of(DiagramInput owner) {
    return new NetworkLayout(owner.topology(), owner.topology(), key -> key);
  }

  /** An environment in the VPC of another one. */
  static NetworkLayout of(DiagramInput guest, DiagramInput host) {
    return new NetworkLayout(guest.topology(), host.topology(), key -> key.inGuest(guest.name()));
  }

  String cidr() {
    return vpc.cidr();
  }

  List<Zone> zones() {
    Set<Ref> natSubnets =
        topology.all(NatGateway.class).stream().map(NatGateway::subnet).collect(Collectors.toSet());
    return topology.all(Subnet.class).stream()
        .filter(subnet -> !natSubnets.contains(Ref.to(subnet)))
        .sorted(Comparator.comparing(Subnet::key))
        .map(workload -> new Zone(workload.zone(), workload, publicSubnet(workload)))
        .toList();
  }

  private Optional<Subnet> publicSubnet(Subnet workload) {
    return routes(workload).stream()
        .flatMap(route -> resource(route.target(), NatGateway.class).stream())
        .flatMap(nat -> subnetOf(nat).stream())
        .findFirst();
  }

  private Optional<Subnet> subnetOf(NatGateway nat) {
    return network.all(Subnet.class).stream()
        .filter(subnet -> nat.subnet().equals(Ref.to(subnet)))
        .findFirst();
  }

  /** A resource of the environment, or of the one in whose VPC it stands. */
  private <R extends Resource> Optional<R> resource(Ref ref, Class<R> type) {
    return ref instanceof Ref.ToKey(Key key)
        ? key.ofHost()
            .map(network::find)
            .orElseGet(() -> topology.find(key))
            .filter(type::isInstance)
            .map(type::cast)
        : Optional.empty();
  }

  SecurityRules securityRules() {
    return new SecurityRules(topology, cidr(), gatewayEndpoints());
  }

  /** Whether a route of the instances leads to the Internet. */
  boolean reachesInternet() {
    return zones().stream()
        .flatMap(zone -> routes(zone.workload()).stream())
        .anyMatch(route ->
            resource(route.target(), InternetGateway.class).isPresent()
                || resource(route.target(), NatGateway.class).isPresent());
  }

  /** Whether the DNS names of the services resolve to endpoints in the VPC. */
  boolean usesEndpoints() {
    return network.all(VpcEndpoint.class).stream().anyMatch(VpcEndpoint::privateDns);
  }

  List<Instance> instances(Subnet subnet) {
    return topology.all(Instance.class).stream()
        .filter(instance ->
            networkInterfaceOf(instance)
                .map(networkInterface -> networkInterface.subnet().equals(Ref.to(subnet)))
                .orElse(false))
        .toList();
  }

  /** Whether an instance has an Elastic IP. */
  boolean hasElasticIp(Instance instance) {
    return topology.all(AddressAssociation.class).stream()
        .anyMatch(link -> link.networkInterface().equals(instance.networkInterface()));
  }

  List<NatGateway> natGateways(Subnet subnet) {
    return network.all(NatGateway.class).stream()
        .filter(nat -> nat.subnet().equals(Ref.to(subnet)))
        .toList();
  }

  /** The interface endpoints with a network interface in the subnet. */
  List<VpcEndpoint> endpoints(Subnet subnet) {
    return topology.all(VpcEndpoint.class).stream()
        .filter(endpoint -> endpoint.subnets().contains(Ref.to(subnet)))
        .toList();
  }

  /** The services of the gateway endpoints that the instances use, for example {@code S3}. */
  List<String> gatewayEndpoints() {
    return zones().stream()
        .flatMap(zone -> gatewayEndpoints(zone.workload()))
        .map(NetworkLayout::serviceName)
        .distinct()
        .toList();
  }

  private Stream<VpcEndpoint> gatewayEndpoints(Subnet subnet) {
    Set<Ref> tables =
        tables(subnet).stream()
            .map(ref -> ref instanceof Ref.ToKey(Key key) ? Ref.to(inNetwork.apply(key)) : ref)
            .collect(Collectors.toSet());
    return network.all(VpcEndpoint.class).stream()
        .filter(endpoint -> endpoint.tables().stream().anyMatch(tables::contains));
  }

  /** The short name of the service of an endpoint; abbreviations are in upper case. */
  static String serviceName(VpcEndpoint endpoint) {
    String name = endpoint.key().name();
    return endpoint.type() == VpcEndpoint.Type.GATEWAY ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** The target of the default route of a subnet, if it has one. */
  Optional<String> defaultRouteTarget(Subnet subnet) {
    return routes(subnet).stream()
        .filter(route -> route.destination().equals(Route.DEFAULT))
        .map(route -> name(route.target()))
        .findFirst();
  }

  /** The routes of a subnet, including the local route that every route table has. */
  List<Row> routeRows(Subnet subnet) {
    List<Row> rows = new ArrayList<>(List.of(new Row(cidr(), "local")));
    routes(subnet).forEach(route -> rows.add(new Row(route.destination(), name(route.target()))));
    gatewayEndpoints(subnet)
        .forEach(endpoint -> rows.add(new Row(serviceName(endpoint), "gateway endpoint")));
    return rows;
  }

  boolean usesNatGateways() {
    return zones().stream().anyMatch(zone -> zone.publicSubnet().isPresent());
  }

  /** The names of the managed policies of the role. */
  List<String> managedPolicies() {
    return topology.all(RolePolicy.class).stream()
        .map(policy -> policy.policyArn().substring(policy.policyArn().lastIndexOf('/') + 1))
        .toList();
  }

  private String name(Ref target) {
    return resource(target, NatGateway.class)
        .map(nat -> "NAT gateway " + nat.key().name())
        .or(() -> resource(target, InternetGateway.class).map(_ -> "Internet gateway"))
        .orElseGet(target::toString);
  }

  private List<Route> routes(Subnet subnet) {
    Set<Ref> tables = ImmutableCopy.of(tables(subnet));
    return topology.all(Route.class).stream()
        .filter(route -> tables.contains(route.table()))
        .toList();
  }

  private List<Ref> tables(Subnet subnet) {
    return topology.all(RouteTableAssociation.class).stream()
        .filter(link -> link.subnet().equals(Ref.to(subnet)))
        .map(RouteTableAssociation::table)
        .toList();
  }

  private Optional<NetworkInterface> networkInterfaceOf(Instance instance) {
    return topology.all(NetworkInterface.class).stream()
        .filter(networkInterface -> Ref.to(networkInterface).equals(instance.networkInterface()))
        .findFirst();
  }
}
