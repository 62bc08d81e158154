package io.ssmenv.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.cloud.ForeignVpc.Egress;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.diagnosis.ObservedEnvironment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTableAssociation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the routes of a subnet lead, and where they end. */
class RouteArrowsTest {

  private static final Key TABLE = new Key("routetable/workload-a");
  private static final String DEFAULT = "route/workload-a/0.0.0.0/0";
  private static final String ASSOCIATION = "routetableassociation/workload-a";

  private final ObservedEnvironment environment = ObservedEnvironment.of("NatGateway");

  private static List<String> ofWorkload(ObservedEnvironment environment) {
    return GraphOfVpc.from(GraphOfVpc.of(environment), "workload-a").toList();
  }

  /** Before anybody has looked for what stops an agent. */
  private static List<String> withoutPaths(ObservedEnvironment environment) {
    return GraphOfVpc.from(
            GraphOfVpc.of(List.of(GraphOfVpc.state("lab/reports", "u", environment, List.of())), 4),
            "workload-a")
        .toList();
  }

  @Test
  void whatDoesNotWorkIsMarkedAlsoIfAllAgentsAreOnline() {
    assertThat(withoutPaths(environment.in(DEFAULT, Observed.State.FAILED, "blackhole")))
        .containsExactly("✗ workload-a -> NAT gateway a: 0.0.0.0/0 (blackhole)");
    assertThat(withoutPaths(environment.without(ASSOCIATION)))
        .containsExactly("? workload-a -> end: no route table of its own");
  }

  @Test
  void aRouteCanLeadToTheGatewayOfSomebodyElse() {
    Route route = Route.of(TABLE, Route.DEFAULT, Ref.id("igw-1"));
    ObservedEnvironment guest = environment.with(route);
    assertThat(
            withoutPaths(
                new ObservedEnvironment(
                    guest.spec(),
                    guest.desired(),
                    guest.present(),
                    guest.unlisted(),
                    guest.pings(),
                    Optional.of(foreign(Egress.Kind.NONE, "")),
                    guest.controls())))
        .containsExactly("workload-a -> Internet gateway: 0.0.0.0/0");
  }

  @Test
  void eachSubnetHasTheRoutesOfItsOwnTable() {
    NetworkGraph graph = GraphOfVpc.of(environment);
    assertThat(ofWorkload(environment)).containsExactly("workload-a -> NAT gateway a: 0.0.0.0/0");
    assertThat(GraphOfVpc.from(graph, "public-a"))
        .containsExactly("public-a -> Internet gateway: 0.0.0.0/0");
  }

  @Test
  void aRouteThatDoesNotWorkIsBroken() {
    assertThat(ofWorkload(environment.in(DEFAULT, Observed.State.FAILED, "blackhole")))
        .containsExactly("✗ workload-a -> NAT gateway a: 0.0.0.0/0 (blackhole)");
  }

  @Test
  void aMissingRouteEndsAtItsSubnet() {
    assertThat(ofWorkload(environment.without(DEFAULT)))
        .containsExactly("✗ workload-a -> end: 0.0.0.0/0: no route");
  }

  @Test
  void aRouteWhoseTargetIsGoneNamesIt() {
    assertThat(ofWorkload(environment.without("natgateway/a")))
        .singleElement()
        .asString()
        .endsWith("workload-a -> end: 0.0.0.0/0 to natgateway/a, which does not exist");
  }

  @Test
  void aRouteToSomethingElseNamesIt() {
    Route elsewhere = Route.of(TABLE, Route.DEFAULT, Ref.id("tgw-1"));
    assertThat(ofWorkload(environment.with(elsewhere)))
        .containsExactly("? workload-a -> end: 0.0.0.0/0 to tgw-1");
  }

  /** It may take packets elsewhere: the sign is at the default route, from which it takes them. */
  @Test
  void aMoreSpecificRouteIsDrawnToo() {
    assertThat(ofWorkload(environment.with(Route.of(TABLE, "52.0.0.0/8", Ref.id("pcx-1")))))
        .containsExactlyInAnyOrder(
            "? workload-a -> NAT gateway a: 0.0.0.0/0", "workload-a -> end: 52.0.0.0/8 to pcx-1");
  }

  @Test
  void withoutATableOfItsOwnTheMainOneIsUncertain() {
    assertThat(ofWorkload(environment.without(ASSOCIATION)))
        .containsExactly("? workload-a -> end: no route table of its own");
  }

  @Test
  void aTableOfSomebodyElseIsNamed() {
    RouteTableAssociation own = environment.resource(RouteTableAssociation.class, ASSOCIATION);
    assertThat(
            ofWorkload(
                environment.with(
                    new RouteTableAssociation(own.key(), own.subnet(), Ref.id("rtb-9")))))
        .containsExactly("? workload-a -> end: uses the route table rtb-9");
  }

  @Test
  void onlyTheTablesOfAGatewayEndpointLeadToIt() {
    ObservedEnvironment endpoints = ObservedEnvironment.of("PrivateEndpoints");
    assertThat(ofWorkload(endpoints))
        .containsExactlyInAnyOrder(
            "workload-a -> S3 gateway endpoint: S3 addresses",
            "workload-a -> VPC endpoints: private DNS");
    assertThat(
            GraphTexts.arrows(
                GraphOfVpc.of(
                    environment.with(
                        endpoints.present().get(new Key("vpcendpoint/s3")).resource()))))
        .contains("workload-a -> S3 gateway endpoint: S3 addresses")
        .doesNotContain("public-a -> S3 gateway endpoint: S3 addresses");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NONE             | ''    | -> end: no default route
          INTERNET_GATEWAY | igw-1 | -> Internet gateway: 0.0.0.0/0
          OTHER            | nat-1 | -> end: 0.0.0.0/0 to nat-1
          UNKNOWN          | ''    | -> end: routes not read
          """)
  void theWayOutOfASubnetOfSomebodyElseIsThatOfItsOwner(
      Egress.Kind kind, String target, String arrow) {
    ForeignVpc vpc = foreign(kind, target);
    EnvironmentSpec spec =
        ObservedEnvironment.spec("ElasticIp", "existing: {subnetIds: [subnet-1]}");
    ObservedEnvironment guest =
        ObservedEnvironment.of(
            spec,
            new VpcPlacement.InForeign(vpc, spec.networkOrDefault().existingVpc().orElseThrow()),
            Optional.of(vpc));
    NetworkGraph graph = GraphOfVpc.of(guest);
    assertThat(GraphTexts.names(graph)).contains("VPC of somebody else", "eu-west-1a");
    assertThat(GraphOfVpc.from(graph, "subnet of the owner of the VPC"))
        .singleElement()
        .asString()
        .endsWith(arrow);
    assertThat(GraphTexts.arrows(graph).contains("Internet gateway -> Internet: "))
        .isEqualTo(kind == Egress.Kind.INTERNET_GATEWAY);
  }

  private static ForeignVpc foreign(Egress.Kind kind, String target) {
    Consent agreed = new Consent(Optional.of("*"));
    return new ForeignVpc(
        "vpc-1",
        List.of("10.1.0.0/16"),
        agreed,
        true,
        true,
        Optional.of("igw-1"),
        List.of(
            new ForeignVpc.Subnet(
                "subnet-1", "10.1.0.0/24", "eu-west-1a", agreed, new Egress(kind, target), "")),
        List.of());
  }
}
