package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Acl;
import io.ssmenv.simulator.network.NetworkView.AclEntry;
import io.ssmenv.simulator.network.NetworkView.Endpoint;
import io.ssmenv.simulator.network.NetworkView.Group;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.InternetGateway;
import io.ssmenv.simulator.network.NetworkView.NatGateway;
import io.ssmenv.simulator.network.NetworkView.PublicAccessBlock;
import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.RouteTable;
import io.ssmenv.simulator.network.NetworkView.Rule;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.NetworkView.Vpc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small network with one of the three connectivity patterns, whose parts tests can replace. */
final class NetworkFixture {
  static final Rule HTTPS_ANYWHERE = new Rule("tcp", 443, 443, "0.0.0.0/0");
  static final Route LOCAL = new Route("10.0.0.0/16", "local", true);

  private final Map<String, Vpc> vpcs = new HashMap<>();
  private final Map<String, Subnet> subnets = new HashMap<>();
  private final Map<String, RouteTable> tables = new HashMap<>();
  private final Map<String, InternetGateway> gateways = new HashMap<>();
  private final Map<String, NatGateway> nats = new HashMap<>();
  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, Acl> acls = new HashMap<>();
  private Optional<String> publicIp = Optional.empty();
  private Optional<String> unreachable = Optional.empty();
  private String subnetId = "subnet-work";

  private NetworkFixture() {
    dns(true, true);
    subnets.put("subnet-work", new Subnet("subnet-work", "vpc-1", "10.0.1.0/24", "eu-west-1a"));
    subnets.put("subnet-pub", new Subnet("subnet-pub", "vpc-1", "10.0.2.0/24", "eu-west-1a"));
    tables.put("rtb-main", new RouteTable("rtb-main", "vpc-1", true, Set.of(), List.of(LOCAL)));
    group("sg-app", List.of(), List.of(HTTPS_ANYWHERE));
    acl("subnet-work");
    acl("subnet-pub");
  }

  /** Adds entries before the one that allows everything. */
  NetworkFixture acl(String subnetId, AclEntry... first) {
    List<AclEntry> entries = new ArrayList<>(List.of(first));
    entries.add(entry(true, 100, true, "0.0.0.0/0", 0, 65_535));
    entries.add(entry(false, 100, true, "0.0.0.0/0", 0, 65_535));
    acls.put(subnetId, new Acl("acl-" + subnetId, "vpc-1", Set.of(subnetId), entries));
    return this;
  }

  static AclEntry entry(
      boolean egress, int number, boolean allow, String cidr, int fromPort, int toPort) {
    return new AclEntry(
        egress, number, "6", allow, Cidr.parse(cidr).orElseThrow(), fromPort, toPort);
  }

  static NetworkFixture elasticIp() {
    NetworkFixture network = new NetworkFixture();
    network.gateways.put("igw-1", new InternetGateway("igw-1", Optional.of("vpc-1")));
    network.workRoutes(LOCAL, new Route("0.0.0.0/0", "igw-1", true));
    network.publicIp = Optional.of("203.0.113.7");
    return network;
  }

  static NetworkFixture natGateway() {
    NetworkFixture network = elasticIp();
    network.publicIp = Optional.empty();
    network.nat("available", "203.0.113.9");
    network.publicRoutes(LOCAL, new Route("0.0.0.0/0", "igw-1", true));
    network.workRoutes(LOCAL, new Route("0.0.0.0/0", "nat-1", true));
    return network;
  }

  static NetworkFixture privateEndpoints() {
    NetworkFixture network = new NetworkFixture();
    network.workRoutes(LOCAL);
    network.group("sg-app", List.of(), List.of(new Rule("tcp", 443, 443, "10.0.0.0/16")));
    network.group("sg-vpce", List.of(new Rule("tcp", 443, 443, "10.0.0.0/16")), List.of());
    network.endpoint("ssm", "available", true);
    network.endpoint("ssmmessages", "available", true);
    return network;
  }

  NetworkFixture dns(boolean support, boolean hostnames) {
    vpcs.put("vpc-1", new Vpc("vpc-1", "10.0.0.0/16", support, hostnames));
    return this;
  }

  NetworkFixture workRoutes(Route... routes) {
    tables.put(
        "rtb-work",
        new RouteTable("rtb-work", "vpc-1", false, Set.of("subnet-work"), List.of(routes)));
    return this;
  }

  NetworkFixture publicRoutes(Route... routes) {
    tables.put(
        "rtb-pub",
        new RouteTable("rtb-pub", "vpc-1", false, Set.of("subnet-pub"), List.of(routes)));
    return this;
  }

  NetworkFixture mainRoutes(Route... routes) {
    tables.put("rtb-main", new RouteTable("rtb-main", "vpc-1", true, Set.of(), List.of(routes)));
    return this;
  }

  NetworkFixture nat(String state, String address) {
    nats.put("nat-1", new NatGateway("nat-1", "subnet-pub", state, Optional.of(address)));
    return this;
  }

  NetworkFixture natWithoutAddress() {
    nats.put("nat-1", new NatGateway("nat-1", "subnet-pub", "available", Optional.empty()));
    return this;
  }

  NetworkFixture endpoint(String service, String state, boolean privateDns) {
    return endpoint(service, state, privateDns, Set.of("subnet-work"));
  }

  NetworkFixture endpoint(String service, String state, boolean privateDns, Set<String> subnetIds) {
    endpoints.put(
        "vpce-" + service,
        new Endpoint(
            "vpce-" + service,
            "vpc-1",
            "com.amazonaws.eu-west-1." + service,
            "Interface",
            state,
            privateDns,
            subnetIds,
            Set.of("sg-vpce"),
            Set.of(),
            ""));
    return this;
  }

  NetworkFixture group(String id, List<Rule> ingress, List<Rule> egress) {
    groups.put(id, new Group(id, "vpc-1", ingress, egress));
    return this;
  }

  NetworkFixture egress(Rule... rules) {
    return group("sg-app", List.of(), List.of(rules));
  }

  NetworkFixture endpointIngress(Rule... rules) {
    return group("sg-vpce", List.of(rules), List.of());
  }

  NetworkFixture publicIp(String address) {
    publicIp = Optional.of(address);
    return this;
  }

  NetworkFixture noPublicIp() {
    publicIp = Optional.empty();
    return this;
  }

  NetworkFixture impaired() {
    unreachable = Optional.of("The host of i-1 is impaired");
    return this;
  }

  NetworkFixture unassociated() {
    tables.remove("rtb-work");
    return this;
  }

  NetworkFixture detached() {
    gateways.put("igw-1", new InternetGateway("igw-1", Optional.empty()));
    return this;
  }

  NetworkFixture without(String endpoint) {
    endpoints.remove("vpce-" + endpoint);
    return this;
  }

  NetworkFixture withEndpoints(String... services) {
    endpointIngress(new Rule("tcp", 443, 443, "10.0.0.0/16"));
    for (String service : services) {
      endpoint(service, "available", true);
    }
    return this;
  }

  NetworkFixture blocked(String subnet, PublicAccessBlock block) {
    subnets.put(
        subnet, new Subnet(subnet, "vpc-1", subnets.get(subnet).cidr(), "eu-west-1a", block));
    return this;
  }

  NetworkFixture inSubnet(String id) {
    subnetId = id;
    return this;
  }

  Reachability toSystemsManager() {
    return paths().toSystemsManager(instance(), service -> paths().resolve(service, instance()));
  }

  PathFinder paths() {
    return new PathFinder(
        new NetworkView(
            vpcs,
            subnets,
            tables,
            gateways,
            nats,
            endpoints,
            groups,
            acls,
            Map.of("i-1", instance())),
        "eu-west-1");
  }

  Instance instance() {
    return new Instance(
        "i-1",
        "running",
        Optional.of(Instant.EPOCH),
        unreachable,
        "ami-1",
        "eni-1",
        subnetId,
        "10.0.1.10",
        publicIp,
        Set.of("sg-app"),
        Optional.empty(),
        true,
        Map.of());
  }
}
