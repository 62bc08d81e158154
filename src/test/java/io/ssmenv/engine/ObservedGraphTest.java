package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.graph.GraphTexts;
import io.ssmenv.graph.NetworkGraph;
import io.ssmenv.graph.render.MermaidGraph;
import io.ssmenv.graph.render.SvgGraph;
import io.ssmenv.svg.Drawing;
import io.ssmenv.svg.ReadableDrawing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A graph shows what is in the simulated AWS, and where an agent is stopped. */
@Execution(ExecutionMode.CONCURRENT)
class ObservedGraphTest {

  private static final String IGW = "Internet gateway -> Internet: ";
  private static final String INTERNET = "Internet -> AWS Systems Manager: HTTPS";

  private static NetworkGraph settled(EngineScenario scenario, Owner... owners) {
    for (Owner owner : owners) {
      scenario.awaitSettled(owner);
    }
    NetworkGraph graph = ObservedGraphs.of(scenario, owners[0]);
    ReadableDrawing.of(SvgGraph.of(graph));
    return graph;
  }

  @Test
  void anElasticIpLeadsToTheInternetGateway() {
    try (EngineScenario scenario = EngineScenario.open(7)) {
      NetworkGraph graph =
          settled(scenario, scenario.harness.apply("one", EngineScenario.spec("ElasticIp")));
      assertThat(GraphTexts.names(graph))
          .containsExactlyInAnyOrder(
              "VPC of lab/one",
              "eu-west-1a",
              "workload-a",
              "✓ app-0",
              "Internet gateway",
              "Internet",
              "AWS Systems Manager");
      assertThat(GraphTexts.arrows(graph))
          .containsExactlyInAnyOrder("workload-a -> Internet gateway: 0.0.0.0/0", IGW, INTERNET);
      assertThat(graph.vpcs().getFirst().findings()).isEmpty();
      assertThat(graph.description())
          .contains("✓ app-0, i-", "t3.micro, Elastic IP ", ", online.\n");
    }
  }

  @Test
  void aNatGatewayIsOnTheWayFromItsZone() {
    try (EngineScenario scenario = EngineScenario.open(8)) {
      NetworkGraph graph =
          settled(
              scenario,
              scenario.harness.apply(
                  "one", EngineScenario.spec("NatGateway", "network: {availabilityZones: 2}")));
      assertThat(GraphTexts.arrows(graph))
          .containsExactlyInAnyOrder(
              "workload-a -> NAT gateway a: 0.0.0.0/0",
              "workload-b -> NAT gateway b: 0.0.0.0/0",
              "public-a -> Internet gateway: 0.0.0.0/0",
              "public-b -> Internet gateway: 0.0.0.0/0",
              IGW,
              INTERNET);
    }
  }

  @Test
  void endpointsHaveTheNamesOfSystemsManager() {
    try (EngineScenario scenario = EngineScenario.open(9)) {
      NetworkGraph graph =
          settled(scenario, scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints")));
      assertThat(GraphTexts.names(graph))
          .contains("VPC endpoints", "ssm", "ssmmessages", "ec2messages", "S3 gateway endpoint")
          .doesNotContain("Internet gateway", "Internet");
      assertThat(GraphTexts.arrows(graph))
          .containsExactlyInAnyOrder(
              "workload-a -> S3 gateway endpoint: S3 addresses",
              "workload-a -> VPC endpoints: private DNS",
              "VPC endpoints -> AWS Systems Manager: HTTPS",
              "S3 gateway endpoint -> Amazon S3: ");
    }
  }

  @Test
  void aGuestIsInTheVpcOfItsHost() {
    try (EngineScenario scenario = EngineScenario.open(10)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      NetworkGraph graph = settled(scenario, host, guest);
      String hostName = host.name();
      String guestName = guest.name();
      assertThat(graph.vpcs()).hasSize(1);
      assertThat(GraphTexts.names(graph))
          .containsOnlyOnce("VPC of " + hostName, "Internet gateway", "NAT gateway a")
          .contains(hostName + ": workload-a", guestName + ": workload-a");
      assertThat(GraphTexts.arrows(graph))
          .containsExactlyInAnyOrder(
              hostName + ": workload-a -> Internet gateway: 0.0.0.0/0",
              guestName + ": workload-a -> NAT gateway a: 0.0.0.0/0",
              hostName + ": public-a -> Internet gateway: 0.0.0.0/0",
              IGW,
              INTERNET);
      assertThat(graph.description()).contains("(guest)");
    }
  }

  /** Whoever breaks a hop: the agent and the sentence have the sign, in both formats. */
  @ParameterizedTest
  @EnumSource
  void aBrokenHopIsMarked(AgentPathBreak change) {
    try (EngineScenario scenario = EngineScenario.open(91);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("broken", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      scenario.harness.apply("broken", EngineScenario.spec("ElasticIp", "drift: {policy: Report}"));
      AgentPathBreak.Broken broken = change.apply(scenario, owner, ec2);
      scenario.eventually(() -> {
        NetworkGraph graph = ObservedGraphs.of(scenario, owner);
        assertThat(graph.vpcs().getFirst().findings())
            .anySatisfy(finding -> {
              assertThat(finding.text()).startsWith("app-0: ").contains(broken.named());
              assertThat(finding.mark().sign()).isIn("✗", "?");
            });
        assertThat(GraphTexts.names(graph)).containsAnyOf("✗ app-0", "? app-0");
        Drawing drawing = ReadableDrawing.of(SvgGraph.of(graph));
        assertThat(drawing.words()).anyMatch(text -> text.contains("stopped at"));
        assertThat(MermaidGraph.of(graph)).containsAnyOf("#10007; app-0", "? app-0");
      });
    }
  }

  @Test
  void aMissingRouteEndsAtItsSubnet() {
    try (EngineScenario scenario = EngineScenario.open(92);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("broken", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      scenario.harness.apply("broken", EngineScenario.spec("ElasticIp", "drift: {policy: Report}"));
      String table =
          scenario.harness.status(owner).resources().stream()
              .filter(one -> one.key().equals("routetable/workload-a"))
              .findFirst()
              .orElseThrow()
              .id();
      ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
      scenario.eventually(() ->
          assertThat(GraphTexts.arrows(ObservedGraphs.of(scenario, owner)))
              .contains("✗ workload-a -> end: 0.0.0.0/0: no route")
              .containsAll(List.of(IGW, INTERNET)));
    }
  }
}
