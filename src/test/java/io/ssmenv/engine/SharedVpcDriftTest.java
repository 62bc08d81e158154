package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.DriftStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.status.EventReason;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What environments change in a VPC for each other was not changed outside the operator. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcDriftTest {

  @Test
  void whatAGuestChangesInTheNetworkOfItsHostIsNoDrift() {
    try (EngineScenario scenario = EngineScenario.open(80)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      scenario.advance(Duration.ofMinutes(10));

      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(host, "InSync"))
              .startsWith("FALSE NotApplied"));
      scenario.awaitSettled(guest);
      assertNoDrift(scenario, host);

      scenario.harness.apply("guest", SharedVpcTest.guest("PrivateEndpoints"));
      scenario.advance(Duration.ofMinutes(40));
      scenario.assertSettled(guest);
      assertNoDrift(scenario, host);

      scenario.deleteAndAwaitGone(List.of(guest));
      assertNoDrift(scenario, host);
      assertThat(scenario.harness.status(host).network()).isNull();
    }
  }

  private static void assertNoDrift(EngineScenario scenario, Owner owner) {
    scenario.awaitSettled(owner);
    assertThat(driftEvents(scenario)).isEmpty();
    assertThat(scenario.harness.status(owner).driftOrDefault()).isEqualTo(DriftStatus.NONE);
  }

  private static List<String> driftEvents(EngineScenario scenario) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(EventReason.DRIFT_DETECTED.wire()))
        .map(StatusEvent::message)
        .toList();
  }

  @Test
  void whatOthersDeleteInASharedNetworkIsDriftAlsoAfterARestart() {
    try (EngineScenario scenario = EngineScenario.open(81)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);

      String gateway = scenario.id(host, "natgateway/a");
      scenario.otherClient.ec2().deleteNatGateway(r -> r.natGatewayId(gateway));
      scenario.eventually(() ->
          assertThat(driftEvents(scenario)).anyMatch(event -> event.startsWith("natgateway/a")));
      scenario.awaitSettled(host);

      String next = scenario.id(host, "natgateway/a");
      scenario.harness.kill();
      scenario.otherClient.ec2().deleteNatGateway(r -> r.natGatewayId(next));
      scenario.advance(Duration.ofMinutes(10));
      scenario.harness.restart();
      scenario.eventually(() -> assertThat(driftEvents(scenario)).hasSize(2));
      scenario.awaitSettled(host);
    }
  }

  @Test
  void endpointsThatTakeOverFromThoseOfAnotherEnvironmentAreNoDrift() {
    try (EngineScenario scenario = EngineScenario.open(82)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner first =
          scenario.harness.apply("first", foreign.inRange("PrivateEndpoints", "10.1.64.0/25"));
      scenario.awaitSettled(first);
      Owner second =
          scenario.harness.apply("second", foreign.inRange("PrivateEndpoints", "10.1.64.128/25"));
      scenario.awaitSettled(second);
      assertThat(SharedVpcTest.keys(scenario, second)).doesNotContain("vpcendpoint/ssm");

      scenario.deleteAndAwaitGone(List.of(first));
      scenario.eventually(
          () -> assertThat(SharedVpcTest.keys(scenario, second)).contains("vpcendpoint/ssm"));
      assertNoDrift(scenario, second);
    }
  }
}
