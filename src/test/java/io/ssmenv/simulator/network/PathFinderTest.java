package io.ssmenv.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmenv.simulator.network.NetworkView.InternetGateway;
import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.Rule;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which networks let an agent through, and at which hop the others end. */
class PathFinderTest {
  private static final Route DEFAULT_TO_GATEWAY = new Route("0.0.0.0/0", "igw-1", true);
  private static final Route DEFAULT_TO_NAT = new Route("0.0.0.0/0", "nat-1", true);

  static Stream<Arguments> open() {
    Way gateway = new Way.InternetGateway("203.0.113.7");
    Way nat = new Way.NatGateway("nat-1", "203.0.113.9");
    Way endpoints = new Way.Endpoints();
    return Stream.of(
        arguments("an address of its own", Network.elasticIp(), gateway),
        arguments("a NAT gateway", Network.natGateway(), nat),
        arguments("endpoints with private DNS", Network.privateEndpoints(), endpoints),
        arguments(
            "the main table, for want of an association",
            unassociated(Network.elasticIp().mainRoutes(Network.LOCAL, DEFAULT_TO_GATEWAY)),
            gateway),
        arguments(
            "all protocols allowed out",
            Network.elasticIp().egress(new Rule("-1", -1, -1, "0.0.0.0/0")),
            gateway),
        arguments(
            "a half of the Internet allowed out",
            Network.elasticIp().egress(new Rule("tcp", 400, 500, "0.0.0.0/1")),
            gateway),
        arguments(
            "a longer prefix that leads elsewhere for other addresses",
            Network.natGateway()
                .workRoutes(
                    Network.LOCAL, DEFAULT_TO_NAT, new Route("198.51.100.0/24", "igw-1", true)),
            nat),
        arguments(
            "hostnames off, but nothing needs private DNS",
            Network.elasticIp().dns(true, false),
            gateway),
        arguments(
            "endpoints and egress that know each other's groups",
            Network.privateEndpoints()
                .egress(new Rule("tcp", 443, 443, "sg-vpce"))
                .endpointIngress(new Rule("tcp", 443, 443, "sg-app")),
            endpoints),
        arguments(
            "endpoints beside a way to the Internet: the endpoints' names win",
            withEndpoints(Network.elasticIp(), "ssm", "ssmmessages"),
            endpoints),
        arguments(
            "one endpoint beside a way to the Internet",
            withEndpoints(Network.elasticIp(), "ssm"),
            gateway),
        arguments(
            "endpoints without private DNS beside a way to the Internet",
            withEndpoints(Network.natGateway(), "ssm", "ssmmessages")
                .endpoint("ssm", "available", false)
                .endpoint("ssmmessages", "available", false),
            nat),
        arguments(
            "pending endpoints beside a way to the Internet",
            Network.natGateway()
                .endpoint("ssm", "pending", true)
                .endpoint("ssmmessages", "pending", true),
            nat));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("open")
  void isReachable(String network, Network built, Way way) {
    assertThat(built.toSystemsManager()).isEqualTo(new Reachable(way));
  }

  static Stream<Arguments> broken() {
    return Stream.concat(brokenToTheInternet(), brokenToEndpoints());
  }

  private static Stream<Arguments> brokenToTheInternet() {
    return Stream.of(
        arguments("no subnet", Network.elasticIp().inSubnet("subnet-gone"), Hop.INTERFACE, "eni-1"),
        arguments(
            "DNS support off",
            Network.elasticIp().dns(false, true),
            Hop.NAME_RESOLUTION,
            "vpc-1 has enableDnsSupport off"),
        arguments("no egress", Network.elasticIp().egress(), Hop.INSTANCE_EGRESS, "sg-app"),
        arguments(
            "egress on another port",
            Network.elasticIp().egress(new Rule("tcp", 80, 80, "0.0.0.0/0")),
            Hop.INSTANCE_EGRESS,
            "sg-app"),
        arguments(
            "egress by UDP only",
            Network.elasticIp().egress(new Rule("udp", 443, 443, "0.0.0.0/0")),
            Hop.INSTANCE_EGRESS,
            "sg-app"),
        arguments(
            "egress within the VPC only",
            Network.natGateway().egress(new Rule("tcp", 443, 443, "10.0.0.0/16")),
            Hop.INSTANCE_EGRESS,
            "sg-app"),
        arguments(
            "no default route",
            Network.elasticIp().workRoutes(Network.LOCAL),
            Hop.ROUTE,
            "subnet-work has no route"),
        arguments(
            "a main table without a default route",
            unassociated(Network.elasticIp()),
            Hop.ROUTE,
            "subnet-work has no route"),
        arguments(
            "a blackhole",
            Network.natGateway().workRoutes(new Route("0.0.0.0/0", "nat-1", false)),
            Hop.ROUTE,
            "nat-1 is a blackhole"),
        arguments(
            "a longer prefix that leads nowhere",
            Network.elasticIp()
                .workRoutes(DEFAULT_TO_GATEWAY, new Route("52.0.0.0/8", "eni-9", true)),
            Hop.ROUTE,
            "eni-9"),
        arguments(
            "a gateway that is detached",
            detached(Network.elasticIp()),
            Hop.INTERNET_GATEWAY,
            "igw-1 is not attached to vpc-1"),
        arguments(
            "no public address",
            Network.elasticIp().publicIp(Optional.empty()),
            Hop.PUBLIC_ADDRESS,
            "eni-1"),
        arguments(
            "a NAT gateway that is pending",
            Network.natGateway().nat("pending", Optional.of("203.0.113.9")),
            Hop.NAT_GATEWAY,
            "nat-1 is pending"),
        arguments(
            "a NAT gateway without an address",
            Network.natGateway().nat("available", Optional.empty()),
            Hop.NAT_GATEWAY,
            "nat-1 has no public address"),
        arguments(
            "a NAT gateway whose subnet has no way out",
            Network.natGateway().publicRoutes(Network.LOCAL),
            Hop.NAT_ROUTE,
            "subnet-pub"),
        arguments(
            "a NAT gateway whose way out is itself",
            Network.natGateway().publicRoutes(Network.LOCAL, DEFAULT_TO_NAT),
            Hop.NAT_ROUTE,
            "subnet-pub"),
        arguments(
            "a NAT gateway behind a detached gateway",
            detached(Network.natGateway()),
            Hop.NAT_ROUTE,
            "subnet-pub"));
  }

  private static Stream<Arguments> brokenToEndpoints() {
    return Stream.of(
        arguments(
            "hostnames off, so private DNS is off",
            Network.privateEndpoints().dns(true, false),
            Hop.INSTANCE_EGRESS,
            "public address of ssm"),
        arguments(
            "private DNS off",
            Network.privateEndpoints()
                .egress(Network.HTTPS_ANYWHERE)
                .endpoint("ssm", "available", false),
            Hop.ROUTE,
            "public address of ssm"),
        arguments(
            "one endpoint missing",
            without(Network.privateEndpoints().egress(Network.HTTPS_ANYWHERE), "ssmmessages"),
            Hop.ROUTE,
            "public address of ssmmessages"),
        arguments(
            "an endpoint that is pending",
            Network.privateEndpoints()
                .egress(Network.HTTPS_ANYWHERE)
                .endpoint("ssm", "pending", true),
            Hop.ROUTE,
            "public address of ssm"),
        arguments(
            "an endpoint without interfaces",
            Network.privateEndpoints().endpoint("ssm", "available", true, Set.of()),
            Hop.ENDPOINT,
            "vpce-ssm"),
        arguments(
            "no egress to the endpoints",
            Network.privateEndpoints().egress(new Rule("tcp", 443, 443, "10.0.2.0/24")),
            Hop.INSTANCE_EGRESS,
            "vpce-ssm"),
        arguments(
            "no ingress at the endpoints",
            Network.privateEndpoints().endpointIngress(),
            Hop.ENDPOINT_INGRESS,
            "sg-vpce"),
        arguments(
            "ingress from elsewhere only",
            Network.privateEndpoints().endpointIngress(new Rule("tcp", 443, 443, "10.0.2.0/24")),
            Hop.ENDPOINT_INGRESS,
            "10.0.1.10"),
        arguments(
            "ingress from another group only",
            Network.privateEndpoints().endpointIngress(new Rule("tcp", 443, 443, "sg-other")),
            Hop.ENDPOINT_INGRESS,
            "i-1"),
        arguments(
            "endpoints that take over the name and refuse, beside a way to the Internet",
            withEndpoints(Network.elasticIp(), "ssm", "ssmmessages").endpointIngress(),
            Hop.ENDPOINT_INGRESS,
            "vpce-ssm"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void endsAtItsHop(String network, Network built, Hop hop, String named) {
    assertThat(built.toSystemsManager())
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.hop()).isEqualTo(hop);
              assertThat(broken.reason()).contains(named);
            });
  }

  @Test
  void everyHopIsCovered() {
    Set<Object> covered = Set.copyOf(broken().map(a -> a.get()[2]).distinct().toList());

    assertThat(covered).containsAll(List.of(Hop.values()));
  }

  private static Network unassociated(Network network) {
    network.tables.remove("rtb-work");
    return network;
  }

  private static Network detached(Network network) {
    network.gateways.put("igw-1", new InternetGateway("igw-1", Optional.empty()));
    return network;
  }

  private static Network without(Network network, String endpoint) {
    network.endpoints.remove(endpoint);
    return network;
  }

  private static Network withEndpoints(Network network, String... services) {
    network.endpointIngress(new Rule("tcp", 443, 443, "10.0.0.0/16"));
    for (String service : services) {
      network.endpoint(service, "available", true);
    }
    return network;
  }
}
