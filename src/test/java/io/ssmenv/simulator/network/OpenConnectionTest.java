package io.ssmenv.simulator.network;

import static io.ssmenv.simulator.network.NetworkFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.Rule;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Network changes that an open connection survives, and those that interrupt it, with the hop. */
class OpenConnectionTest {
  private static final Connection BY_ADDRESS =
      publicly(new NetworkPath.InternetGateway("203.0.113.7"));
  private static final Connection BY_NAT =
      publicly(new NetworkPath.NatGateway("nat-1", "203.0.113.9"));
  private static final Connection BY_ENDPOINT =
      new Connection(
          "ssmmessages",
          new DnsAnswer.PrivateAddress("vpce-ssmmessages", Set.of("subnet-work")),
          new NetworkPath.Endpoints());

  private static Connection publicly(NetworkPath path) {
    return new Connection("ssmmessages", new DnsAnswer.PublicAddress(), path);
  }

  static Stream<Arguments> survived() {
    return Stream.of(
        arguments("nothing", NetworkFixture.elasticIp(), BY_ADDRESS),
        arguments(
            "endpoints that take the name over",
            NetworkFixture.natGateway().withEndpoints("ssm", "ssmmessages"),
            BY_NAT),
        arguments(
            "endpoints that take the name over and refuse",
            NetworkFixture.elasticIp().withEndpoints("ssm", "ssmmessages").endpointIngress(),
            BY_ADDRESS),
        arguments("the end of all names", NetworkFixture.elasticIp().dns(false, false), BY_ADDRESS),
        arguments("the end of egress", NetworkFixture.natGateway().egress(), BY_NAT),
        arguments(
            "the end of ingress", NetworkFixture.privateEndpoints().endpointIngress(), BY_ENDPOINT),
        arguments(
            "private DNS off",
            NetworkFixture.privateEndpoints().endpoint("ssmmessages", "available", false),
            BY_ENDPOINT),
        arguments(
            "another route to the Internet beside its endpoint",
            NetworkFixture.elasticIp().withEndpoints("ssmmessages"),
            BY_ENDPOINT),
        arguments(
            "another subnet of the endpoint",
            NetworkFixture.privateEndpoints()
                .endpoint("ssmmessages", "available", true, Set.of("subnet-work", "subnet-pub")),
            BY_ENDPOINT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("survived")
  void survives(String change, NetworkFixture network, Connection connection) {
    assertThat(network.paths().cut(connection, network.instance())).isEmpty();
  }

  private static Arguments change(
      String what,
      NetworkFixture before,
      UnaryOperator<NetworkFixture> change,
      Connection over,
      Hop hop) {
    return arguments(what, before, change, over, hop);
  }

  static Stream<Arguments> fatal() {
    Route anywhere = new Route("0.0.0.0/0", "igw-1", true);
    return Stream.of(
        change(
            "the address taken away",
            NetworkFixture.elasticIp(),
            n -> n.noPublicIp(),
            BY_ADDRESS,
            Hop.PUBLIC_ADDRESS),
        change(
            "another address",
            NetworkFixture.elasticIp(),
            n -> n.publicIp("203.0.113.8"),
            BY_ADDRESS,
            Hop.PUBLIC_ADDRESS),
        change(
            "the route deleted",
            NetworkFixture.elasticIp(),
            n -> n.workRoutes(NetworkFixture.LOCAL),
            BY_ADDRESS,
            Hop.ROUTE),
        change(
            "the gateway detached",
            NetworkFixture.elasticIp(),
            NetworkFixture::detached,
            BY_ADDRESS,
            Hop.INTERNET_GATEWAY),
        change(
            "the route replaced by one past the NAT gateway",
            NetworkFixture.natGateway(),
            n -> n.publicIp("203.0.113.7").workRoutes(NetworkFixture.LOCAL, anywhere),
            BY_NAT,
            Hop.ROUTE),
        change(
            "another address of the NAT gateway",
            NetworkFixture.natGateway(),
            n -> n.nat("available", "203.0.113.10"),
            BY_NAT,
            Hop.NAT_GATEWAY),
        change(
            "the NAT gateway deleted",
            NetworkFixture.natGateway(),
            n -> n.nat("deleting", "203.0.113.9"),
            BY_NAT,
            Hop.NAT_GATEWAY),
        change(
            "a network ACL that lets no answers in",
            NetworkFixture.elasticIp(),
            n -> n.acl("subnet-work", entry(false, 50, false, "0.0.0.0/0", 0, 65_535)),
            BY_ADDRESS,
            Hop.NETWORK_ACL),
        change(
            "the endpoint deleted",
            NetworkFixture.privateEndpoints(),
            n -> n.endpoint("ssmmessages", "deleting", true),
            BY_ENDPOINT,
            Hop.ENDPOINT),
        change(
            "the endpoint gone",
            NetworkFixture.privateEndpoints(),
            n -> n.without("ssmmessages"),
            BY_ENDPOINT,
            Hop.ENDPOINT),
        change(
            "the endpoint's end in its subnet",
            NetworkFixture.privateEndpoints(),
            n -> n.endpoint("ssmmessages", "available", true, Set.of("subnet-pub")),
            BY_ENDPOINT,
            Hop.ENDPOINT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fatal")
  void doesNotSurvive(
      String what,
      NetworkFixture before,
      UnaryOperator<NetworkFixture> change,
      Connection over,
      Hop hop) {
    assertThat(before.paths().cut(over, before.instance())).isEmpty();
    NetworkFixture after = change.apply(before);

    Optional<Broken> cut = after.paths().cut(over, after.instance());
    assertThat(cut.map(Broken::hop)).hasValue(hop);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stale")
  void aNewConnectionToAnOutdatedAddressFails(String what, NetworkFixture network) {
    DnsAnswer yesterday = new DnsAnswer.PrivateAddress("vpce-ssm", Set.of("subnet-work"));

    assertThat(network.paths().connect("ssm", yesterday, network.instance()))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.hop()).isEqualTo(Hop.ENDPOINT));
  }

  static Stream<Arguments> stale() {
    return Stream.of(
        arguments("of an endpoint that is gone", NetworkFixture.elasticIp()),
        arguments(
            "of one that is going", NetworkFixture.elasticIp().endpoint("ssm", "deleting", true)),
        arguments(
            "that it had in another subnet",
            NetworkFixture.elasticIp()
                .egress(new Rule("-1", -1, -1, "0.0.0.0/0"))
                .endpoint("ssm", "available", true, Set.of("subnet-pub"))));
  }
}
