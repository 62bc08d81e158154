package io.ssmenv.simulator.network;

import static io.ssmenv.simulator.network.NetworkFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.Rule;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks in which an agent reaches the services, with the path. {@link BrokenPathTest} covers the
 * others.
 */
class PathFinderTest {
  private static final Route DEFAULT_TO_GATEWAY = new Route("0.0.0.0/0", "igw-1", true);
  private static final Route DEFAULT_TO_NAT = new Route("0.0.0.0/0", "nat-1", true);

  static Stream<Arguments> open() {
    NetworkPath gateway = new NetworkPath.InternetGateway("203.0.113.7");
    NetworkPath nat = new NetworkPath.NatGateway("nat-1", "203.0.113.9");
    NetworkPath endpoints = new NetworkPath.Endpoints();
    return Stream.of(
        arguments("an address of its own", NetworkFixture.elasticIp(), gateway),
        arguments("a NAT gateway", NetworkFixture.natGateway(), nat),
        arguments("endpoints with private DNS", NetworkFixture.privateEndpoints(), endpoints),
        arguments(
            "the main table, for want of an association",
            NetworkFixture.elasticIp()
                .mainRoutes(NetworkFixture.LOCAL, DEFAULT_TO_GATEWAY)
                .unassociated(),
            gateway),
        arguments(
            "all protocols allowed out",
            NetworkFixture.elasticIp().egress(new Rule("-1", -1, -1, "0.0.0.0/0")),
            gateway),
        arguments(
            "a half of the Internet allowed out",
            NetworkFixture.elasticIp().egress(new Rule("tcp", 400, 500, "0.0.0.0/1")),
            gateway),
        arguments(
            "a longer prefix that leads elsewhere for other addresses",
            NetworkFixture.natGateway()
                .workRoutes(
                    NetworkFixture.LOCAL,
                    DEFAULT_TO_NAT,
                    new Route("198.51.100.0/24", "igw-1", true)),
            nat),
        arguments(
            "a gateway endpoint, whose prefix list is another service's",
            NetworkFixture.natGateway()
                .workRoutes(
                    NetworkFixture.LOCAL, DEFAULT_TO_NAT, new Route("pl-1", "vpce-s3", true)),
            nat),
        arguments(
            "hostnames off, but nothing needs private DNS",
            NetworkFixture.elasticIp().dns(true, false),
            gateway),
        arguments(
            "endpoints and egress that know each other's groups",
            NetworkFixture.privateEndpoints()
                .egress(new Rule("tcp", 443, 443, "sg-vpce"))
                .endpointIngress(new Rule("tcp", 443, 443, "sg-app")),
            endpoints),
        arguments(
            "endpoints beside a way to the Internet: the endpoints' names win",
            NetworkFixture.elasticIp().withEndpoints("ssm", "ssmmessages"),
            endpoints),
        arguments(
            "one endpoint beside a way to the Internet",
            NetworkFixture.elasticIp().withEndpoints("ssm"),
            gateway),
        arguments(
            "endpoints without private DNS beside a way to the Internet",
            NetworkFixture.natGateway()
                .withEndpoints("ssm", "ssmmessages")
                .endpoint("ssm", "available", false)
                .endpoint("ssmmessages", "available", false),
            nat),
        arguments(
            "an ACL that denies other addresses, and answers to ports that Linux does not use",
            NetworkFixture.elasticIp()
                .acl(
                    "subnet-work",
                    entry(true, 50, false, "198.51.100.0/24", 0, 65_535),
                    entry(false, 51, false, "0.0.0.0/0", 0, 32_767)),
            gateway),
        arguments(
            "an ACL whose parts let everything through together",
            NetworkFixture.natGateway()
                .acl(
                    "subnet-pub",
                    entry(false, 10, true, "0.0.0.0/0", 0, 40_000),
                    entry(false, 11, true, "0.0.0.0/1", 40_001, 65_535),
                    entry(false, 12, true, "128.0.0.0/1", 40_001, 65_535),
                    entry(false, 13, false, "0.0.0.0/0", 0, 65_535)),
            nat),
        arguments(
            "endpoints in the instance's own subnet, whose ACL nothing crosses",
            NetworkFixture.privateEndpoints()
                .acl("subnet-work", entry(true, 50, false, "0.0.0.0/0", 0, 65_535)),
            endpoints),
        arguments(
            "pending endpoints beside a way to the Internet",
            NetworkFixture.natGateway()
                .endpoint("ssm", "pending", true)
                .endpoint("ssmmessages", "pending", true),
            nat));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("open")
  void isReachable(String network, NetworkFixture built, NetworkPath path) {
    assertThat(built.toSystemsManager()).isEqualTo(new Reachable(path));
  }
}
