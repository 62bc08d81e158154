package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Faults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS keeps a client token longer than its resource, and its refusal names no id. */
@Execution(ExecutionMode.CONCURRENT)
class DeadClientTokenTest {

  /** Longer than AWS shows a terminated instance or a deleted NAT gateway. */
  private static final Duration FORGOTTEN_BY_AWS = Duration.ofHours(2);

  @Test
  void aDeadTokenIsReplacedAfterOneRefusal() {
    try (EngineScenario scenario = EngineScenario.open(71)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      terminateUnseen(scenario, owner);
      long mark = scenario.mark();

      scenario.harness.restart();

      scenario.eventually(
          () -> assertThat(scenario.calls(mark, "RunInstances")).hasSizeGreaterThan(1));
      scenario.awaitReady(owner);
      assertThat(scenario.calls(mark, "RunInstances"))
          .extracting("outcome")
          .first()
          .isEqualTo("IdempotentInstanceTerminated");
      assertThat(scenario.calls(mark, "RunInstances")).hasSize(2);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void theNextTokenSurvivesACrashAfterTheRefusal() {
    try (EngineScenario scenario = EngineScenario.open(72)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      for (int death = 0; death < 3; death++) {
        terminateUnseen(scenario, owner);
        long mark = scenario.mark();
        scenario.harness.restart();
        scenario.eventually(() -> assertThat(scenario.calls(mark, "RunInstances")).isNotEmpty());
        scenario.advance(Duration.ofSeconds(2));
        scenario.harness.kill();
        scenario.harness.restart();
        scenario.awaitReady(owner);
        assertThat(scenario.calls(mark, "RunInstances")).hasSizeLessThanOrEqualTo(2);
      }
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RunInstances", "CreateNatGateway"})
  void aTokenThatIsRefusedForEverCostsAHandfulOfCalls(String action) {
    try (EngineScenario scenario = EngineScenario.open(73)) {
      scenario
          .aws
          .faults()
          .refuse(action, ErrorWords.error("idempotent-instance-terminated"), Faults.ALWAYS);
      scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.eventually(() -> assertThat(scenario.calls(0, action)).isNotEmpty());
      long mark = scenario.mark();

      scenario.advance(Duration.ofMinutes(10));

      assertThat(scenario.calls(mark, action)).hasSizeLessThanOrEqualTo(8);
    }
  }

  /** The instance ends while no operator runs, and neither AWS nor the status knows of it. */
  private static void terminateUnseen(EngineScenario scenario, Owner owner) {
    scenario.harness.kill();
    String instance = scenario.id(owner, "instance/app-0");
    scenario.otherClient.ec2().terminateInstances(r -> r.instanceIds(instance));
    scenario.advance(FORGOTTEN_BY_AWS);
    scenario.harness.editStatus(owner, DeadClientTokenTest::withoutInstance);
  }

  private static EnvironmentStatus withoutInstance(EnvironmentStatus status) {
    return new EnvironmentStatus(
        status.observedGeneration(),
        status.appliedGeneration(),
        status.accountId(),
        status.clusterId(),
        status.environmentId(),
        status.conditions(),
        status.online(),
        status.egress(),
        status.pattern(),
        status.vpcId(),
        status.reason(),
        List.of(),
        status.resources().stream().filter(one -> !one.key().startsWith("instance/")).toList(),
        status.drift(),
        status.plan(),
        status.facts(),
        status.incarnations(),
        status.path(),
        status.network());
  }
}
