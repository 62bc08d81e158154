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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Queries on a topology: the zones with their subnets, and the routes, endpoints and instances. */
final class NetworkLayout {

  /**
   * An availability zone.
   *
   * @param workload the subnet of the instances
   * @param publicSubnet the subnet of the NAT gateway; empty if the zone has no NAT gateway
   */
  record Zone(String name, Subnet workload, Optional<Subnet> publicSubnet) {}

  private final Topology topology;
  private final Vpc vpc;

  /**
   * @throws IllegalArgumentException if the topology has no VPC
   */
  NetworkLayout(Topology topology) {
    this.topology = topology;
    this.vpc =
        topology.all(Vpc.class).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The topology has no VPC"));
  }

  String cidr() {
    return vpc.cidr();
  }

  List<Zone> zones() {
    Set<Ref> natSubnets =
        topology.all(NatGateway.class).stream().map(NatGateway::subnet).collect(Collectors.toSet());
    Map<String, List<Subnet>> subnets = new TreeMap<>();
    topology
        .all(Subnet.class)
        .forEach(subnet ->
            subnets.computeIfAbsent(subnet.zone(), zone -> new ArrayList<>()).add(subnet));
    List<Zone> zones = new ArrayList<>();
    subnets.forEach((name, all) ->
        all.stream()
            .filter(subnet -> !natSubnets.contains(Ref.to(subnet)))
            .findFirst()
            .ifPresent(workload ->
                zones.add(
                    new Zone(
                        name,
                        workload,
                        all.stream()
                            .filter(subnet -> natSubnets.contains(Ref.to(subnet)))
                            .findFirst()))));
    zones.sort(Comparator.comparing(zone -> zone.workload().key()));
    return zones;
  }

  SecurityRules securityRules() {
    return new SecurityRules(topology, cidr(), gatewayEndpoints());
  }

  boolean reachesInternet() {
    return !topology.all(InternetGateway.class).isEmpty();
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
    return topology.all(NatGateway.class).stream()
        .filter(nat -> nat.subnet().equals(Ref.to(subnet)))
        .toList();
  }

  /** The interface endpoints with a network interface in the subnet. */
  List<VpcEndpoint> endpoints(Subnet subnet) {
    return topology.all(VpcEndpoint.class).stream()
        .filter(endpoint -> endpoint.subnets().contains(Ref.to(subnet)))
        .toList();
  }

  /** The services of the gateway endpoints, for example {@code S3}. */
  List<String> gatewayEndpoints() {
    return topology.all(VpcEndpoint.class).stream()
        .filter(endpoint -> endpoint.type() == VpcEndpoint.Type.GATEWAY)
        .map(NetworkLayout::serviceName)
        .toList();
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
    tables(subnet)
        .forEach(table ->
            topology.all(VpcEndpoint.class).stream()
                .filter(endpoint -> endpoint.tables().contains(table))
                .forEach(endpoint -> rows.add(new Row(serviceName(endpoint), "gateway endpoint"))));
    return rows;
  }

  boolean hasNatGateways() {
    return !topology.all(NatGateway.class).isEmpty();
  }

  /** The names of the managed policies of the role. */
  List<String> managedPolicies() {
    return topology.all(RolePolicy.class).stream()
        .map(policy -> policy.policyArn().substring(policy.policyArn().lastIndexOf('/') + 1))
        .toList();
  }

  private String name(Ref target) {
    return switch (target) {
      case Ref.ToKey(Key key)
          when topology.find(key).filter(NatGateway.class::isInstance).isPresent() ->
          "NAT gateway " + key.name();
      case Ref.ToKey(Key key)
          when topology.find(key).filter(InternetGateway.class::isInstance).isPresent() ->
          "Internet gateway";
      default -> target.toString();
    };
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
