package io.ssmenv.simulator.network;

import static io.ssmenv.simulator.network.NetworkFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmenv.simulator.network.NetworkView.PublicAccessBlock;
import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.Rule;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks in which the path of an agent is broken, with the hop. */
class BrokenPathTest {
  private static final Route DEFAULT_TO_GATEWAY = new Route("0.0.0.0/0", "igw-1", true);
  private static final Route DEFAULT_TO_NAT = new Route("0.0.0.0/0", "nat-1", true);

  static Stream<Arguments> broken() {
    return Stream.of(brokenToTheInternet(), brokenByAcls(), brokenToEndpoints())
        .flatMap(networks -> networks);
  }

  private static Stream<Arguments> brokenByAcls() {
    return Stream.of(
        denied(
            "HTTPS out",
            NetworkFixture.elasticIp()
                .acl("subnet-work", entry(true, 50, false, "0.0.0.0/0", 443, 443))),
        denied(
            "a part of the service",
            NetworkFixture.elasticIp()
                .acl("subnet-work", entry(true, 50, false, "52.94.48.128/25", 443, 443))),
        denied(
            "answers to one of the instance's ports",
            NetworkFixture.elasticIp()
                .acl("subnet-work", entry(false, 50, false, "0.0.0.0/0", 40_000, 40_000))),
        denied(
            "the instance in to the NAT gateway",
            NetworkFixture.natGateway()
                .acl("subnet-pub", entry(false, 50, false, "10.0.1.0/24", 443, 443))),
        denied(
            "answers of the NAT gateway out",
            NetworkFixture.natGateway()
                .acl("subnet-pub", entry(true, 50, false, "10.0.1.10/32", 60_000, 65_535))),
        denied(
            "answers to one of the NAT gateway's ports",
            NetworkFixture.natGateway()
                .acl("subnet-pub", entry(false, 50, false, "52.0.0.0/8", 1_024, 1_024))),
        arguments(
            "Block Public Access",
            NetworkFixture.elasticIp().blocked("subnet-work", PublicAccessBlock.EVERYTHING),
            Hop.PUBLIC_ACCESS_BLOCK,
            "subnet-work"),
        denied(
            "the instance in to endpoints elsewhere",
            NetworkFixture.privateEndpoints()
                .endpoint("ssm", "available", true, Set.of("subnet-pub"))
                .acl("subnet-pub", entry(false, 50, false, "10.0.1.10/32", 443, 443))));
  }

  private static Arguments denied(String what, NetworkFixture network) {
    return arguments("an ACL that denies " + what, network, Hop.NETWORK_ACL, "/50 of the network");
  }

  private static Stream<Arguments> brokenToTheInternet() {
    return Stream.of(
        arguments("impaired", NetworkFixture.elasticIp().impaired(), Hop.INSTANCE, "host of i-1"),
        arguments(
            "no subnet",
            NetworkFixture.elasticIp().inSubnet("subnet-gone"),
            Hop.INTERFACE,
            "eni-1"),
        arguments(
            "DNS support off",
            NetworkFixture.elasticIp().dns(false, true),
            Hop.NAME_RESOLUTION,
            "vpc-1 has enableDnsSupport disabled"),
        arguments("no egress", NetworkFixture.elasticIp().egress(), Hop.INSTANCE_EGRESS, "sg-app"),
        arguments(
            "egress on another port",
            NetworkFixture.elasticIp().egress(new Rule("tcp", 80, 80, "0.0.0.0/0")),
            Hop.INSTANCE_EGRESS,
            "sg-app"),
        arguments(
            "egress by UDP only",
            NetworkFixture.elasticIp().egress(new Rule("udp", 443, 443, "0.0.0.0/0")),
            Hop.INSTANCE_EGRESS,
            "sg-app"),
        arguments(
            "egress within the VPC only",
            NetworkFixture.natGateway().egress(new Rule("tcp", 443, 443, "10.0.0.0/16")),
            Hop.INSTANCE_EGRESS,
            "sg-app"),
        arguments(
            "no default route",
            NetworkFixture.elasticIp().workRoutes(NetworkFixture.LOCAL),
            Hop.ROUTE,
            "subnet-work has no route"),
        arguments(
            "a main table without a default route",
            NetworkFixture.elasticIp().unassociated(),
            Hop.ROUTE,
            "subnet-work has no route"),
        arguments(
            "a blackhole",
            NetworkFixture.natGateway().workRoutes(new Route("0.0.0.0/0", "nat-1", false)),
            Hop.ROUTE,
            "nat-1 is a blackhole"),
        arguments(
            "a longer prefix that leads nowhere",
            NetworkFixture.elasticIp()
                .workRoutes(DEFAULT_TO_GATEWAY, new Route("52.0.0.0/8", "eni-9", true)),
            Hop.ROUTE,
            "eni-9"),
        arguments(
            "a gateway endpoint alone",
            NetworkFixture.elasticIp()
                .workRoutes(NetworkFixture.LOCAL, new Route("pl-1", "vpce-s3", true)),
            Hop.ROUTE,
            "subnet-work has no route"),
        arguments(
            "a gateway that is detached",
            NetworkFixture.elasticIp().detached(),
            Hop.INTERNET_GATEWAY,
            "igw-1 is not attached to vpc-1"),
        arguments(
            "no public address",
            NetworkFixture.elasticIp().noPublicIp(),
            Hop.PUBLIC_ADDRESS,
            "eni-1"),
        arguments(
            "a NAT gateway that is pending",
            NetworkFixture.natGateway().nat("pending", "203.0.113.9"),
            Hop.NAT_GATEWAY,
            "nat-1 is pending"),
        arguments(
            "a NAT gateway without an address",
            NetworkFixture.natGateway().natWithoutAddress(),
            Hop.NAT_GATEWAY,
            "nat-1 has no public address"),
        arguments(
            "a NAT gateway whose subnet has no way out",
            NetworkFixture.natGateway().publicRoutes(NetworkFixture.LOCAL),
            Hop.NAT_ROUTE,
            "subnet-pub"),
        arguments(
            "a NAT gateway whose way out is itself",
            NetworkFixture.natGateway().publicRoutes(NetworkFixture.LOCAL, DEFAULT_TO_NAT),
            Hop.NAT_ROUTE,
            "subnet-pub"),
        arguments(
            "a NAT gateway behind a detached gateway",
            NetworkFixture.natGateway().detached(),
            Hop.NAT_ROUTE,
            "subnet-pub"));
  }

  private static Stream<Arguments> brokenToEndpoints() {
    return Stream.of(
        arguments(
            "hostnames off, so private DNS is off",
            NetworkFixture.privateEndpoints().dns(true, false),
            Hop.INSTANCE_EGRESS,
            "public address of ssm"),
        arguments(
            "private DNS off",
            NetworkFixture.privateEndpoints()
                .egress(NetworkFixture.HTTPS_ANYWHERE)
                .endpoint("ssm", "available", false),
            Hop.ROUTE,
            "public address of ssm"),
        arguments(
            "one endpoint missing",
            NetworkFixture.privateEndpoints()
                .egress(NetworkFixture.HTTPS_ANYWHERE)
                .without("ssmmessages"),
            Hop.ROUTE,
            "public address of ssmmessages"),
        arguments(
            "an endpoint that is pending",
            NetworkFixture.privateEndpoints()
                .egress(NetworkFixture.HTTPS_ANYWHERE)
                .endpoint("ssm", "pending", true),
            Hop.ROUTE,
            "public address of ssm"),
        arguments(
            "an endpoint without interfaces",
            NetworkFixture.privateEndpoints().endpoint("ssm", "available", true, Set.of()),
            Hop.ENDPOINT,
            "vpce-ssm"),
        arguments(
            "no egress to the endpoints",
            NetworkFixture.privateEndpoints().egress(new Rule("tcp", 443, 443, "10.0.2.0/24")),
            Hop.INSTANCE_EGRESS,
            "vpce-ssm"),
        arguments(
            "no ingress at the endpoints",
            NetworkFixture.privateEndpoints().endpointIngress(),
            Hop.ENDPOINT_INGRESS,
            "sg-vpce"),
        arguments(
            "ingress from elsewhere only",
            NetworkFixture.privateEndpoints()
                .endpointIngress(new Rule("tcp", 443, 443, "10.0.2.0/24")),
            Hop.ENDPOINT_INGRESS,
            "10.0.1.10"),
        arguments(
            "ingress from another group only",
            NetworkFixture.privateEndpoints()
                .endpointIngress(new Rule("tcp", 443, 443, "sg-other")),
            Hop.ENDPOINT_INGRESS,
            "i-1"),
        arguments(
            "endpoints that take over the name and refuse, beside a way to the Internet",
            NetworkFixture.elasticIp().withEndpoints("ssm", "ssmmessages").endpointIngress(),
            Hop.ENDPOINT_INGRESS,
            "vpce-ssm"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void isBrokenAtItsHop(String network, NetworkFixture built, Hop hop, String named) {
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
}
