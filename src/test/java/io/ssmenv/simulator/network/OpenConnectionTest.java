package io.ssmenv.simulator.network;

import static io.ssmenv.simulator.network.Network.entry;
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

/** Which changes of a network an open connection survives, and where the others end it. */
class OpenConnectionTest {
  private static final Connection BY_ADDRESS = publicly(new Way.InternetGateway("203.0.113.7"));
  private static final Connection BY_NAT = publicly(new Way.NatGateway("nat-1", "203.0.113.9"));
  private static final Connection BY_ENDPOINT =
      new Connection(
          "ssmmessages",
          new Answer.PrivateAddress("vpce-ssmmessages", Set.of("subnet-work")),
          new Way.Endpoints());

  private static Connection publicly(Way way) {
    return new Connection("ssmmessages", new Answer.PublicAddress(), way);
  }

  static Stream<Arguments> survived() {
    return Stream.of(
        arguments("nothing", Network.elasticIp(), BY_ADDRESS),
        arguments(
            "endpoints that take the name over",
            Network.natGateway().withEndpoints("ssm", "ssmmessages"),
            BY_NAT),
        arguments(
            "endpoints that take the name over and refuse",
            Network.elasticIp().withEndpoints("ssm", "ssmmessages").endpointIngress(),
            BY_ADDRESS),
        arguments("the end of all names", Network.elasticIp().dns(false, false), BY_ADDRESS),
        arguments("the end of egress", Network.natGateway().egress(), BY_NAT),
        arguments("the end of ingress", Network.privateEndpoints().endpointIngress(), BY_ENDPOINT),
        arguments(
            "private DNS off",
            Network.privateEndpoints().endpoint("ssmmessages", "available", false),
            BY_ENDPOINT),
        arguments(
            "another route to the Internet beside its endpoint",
            Network.elasticIp().withEndpoints("ssmmessages"),
            BY_ENDPOINT),
        arguments(
            "another subnet of the endpoint",
            Network.privateEndpoints()
                .endpoint("ssmmessages", "available", true, Set.of("subnet-work", "subnet-pub")),
            BY_ENDPOINT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("survived")
  void survives(String change, Network network, Connection connection) {
    assertThat(network.paths().cut(connection, network.instance())).isEmpty();
  }

  private static Arguments change(
      String what, Network before, UnaryOperator<Network> change, Connection over, Hop hop) {
    return arguments(what, before, change, over, hop);
  }

  static Stream<Arguments> fatal() {
    Route anywhere = new Route("0.0.0.0/0", "igw-1", true);
    return Stream.of(
        change(
            "the address taken away",
            Network.elasticIp(),
            n -> n.publicIp(Optional.empty()),
            BY_ADDRESS,
            Hop.PUBLIC_ADDRESS),
        change(
            "another address",
            Network.elasticIp(),
            n -> n.publicIp(Optional.of("203.0.113.8")),
            BY_ADDRESS,
            Hop.PUBLIC_ADDRESS),
        change(
            "the route deleted",
            Network.elasticIp(),
            n -> n.workRoutes(Network.LOCAL),
            BY_ADDRESS,
            Hop.ROUTE),
        change(
            "the gateway detached",
            Network.elasticIp(),
            Network::detached,
            BY_ADDRESS,
            Hop.INTERNET_GATEWAY),
        change(
            "the route replaced by one past the NAT gateway",
            Network.natGateway(),
            n -> n.publicIp(Optional.of("203.0.113.7")).workRoutes(Network.LOCAL, anywhere),
            BY_NAT,
            Hop.ROUTE),
        change(
            "another address of the NAT gateway",
            Network.natGateway(),
            n -> n.nat("available", Optional.of("203.0.113.10")),
            BY_NAT,
            Hop.NAT_GATEWAY),
        change(
            "the NAT gateway deleted",
            Network.natGateway(),
            n -> n.nat("deleting", Optional.of("203.0.113.9")),
            BY_NAT,
            Hop.NAT_GATEWAY),
        change(
            "a network ACL that lets no answers in",
            Network.elasticIp(),
            n -> n.acl("subnet-work", entry(false, 50, false, "0.0.0.0/0", 0, 65_535)),
            BY_ADDRESS,
            Hop.NETWORK_ACL),
        change(
            "the endpoint deleted",
            Network.privateEndpoints(),
            n -> n.endpoint("ssmmessages", "deleting", true),
            BY_ENDPOINT,
            Hop.ENDPOINT),
        change(
            "the endpoint gone",
            Network.privateEndpoints(),
            n -> n.without("ssmmessages"),
            BY_ENDPOINT,
            Hop.ENDPOINT),
        change(
            "the endpoint's end in its subnet",
            Network.privateEndpoints(),
            n -> n.endpoint("ssmmessages", "available", true, Set.of("subnet-pub")),
            BY_ENDPOINT,
            Hop.ENDPOINT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fatal")
  void doesNotSurvive(
      String what, Network before, UnaryOperator<Network> change, Connection over, Hop hop) {
    assertThat(before.paths().cut(over, before.instance())).isEmpty();
    Network after = change.apply(before);

    Optional<Broken> cut = after.paths().cut(over, after.instance());
    assertThat(cut.map(Broken::hop)).hasValue(hop);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stale")
  void aNewConnectionToAnAddressOfYesterdayEnds(String what, Network network) {
    Answer yesterday = new Answer.PrivateAddress("vpce-ssm", Set.of("subnet-work"));

    assertThat(network.paths().connect("ssm", yesterday, network.instance()))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.hop()).isEqualTo(Hop.ENDPOINT));
  }

  static Stream<Arguments> stale() {
    return Stream.of(
        arguments("of an endpoint that is gone", Network.elasticIp()),
        arguments("of one that is going", Network.elasticIp().endpoint("ssm", "deleting", true)),
        arguments(
            "that it had in another subnet",
            Network.elasticIp()
                .egress(new Rule("-1", -1, -1, "0.0.0.0/0"))
                .endpoint("ssm", "available", true, Set.of("subnet-pub"))));
  }
}
