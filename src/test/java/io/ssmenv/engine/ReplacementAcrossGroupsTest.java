package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A group that fails by itself holds back no replacement in another group; what the operator has
 * taken down does.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReplacementAcrossGroupsTest {

  @Test
  void aGroupWithoutCapacityHoldsBackNoReplacementOfAnotherGroup() {
    try (EngineScenario scenario = EngineScenario.open(61)) {
      scenario.aws.faults().noCapacity(Optional.of("m5.large"), Optional.empty());
      assertAppIsReplacedBeside(scenario, "m5.large");
    }
  }

  @Test
  void aGroupWithARefusedTypeHoldsBackNoReplacementOfAnotherGroup() {
    try (EngineScenario scenario = EngineScenario.open(62)) {
      assertAppIsReplacedBeside(scenario, "t4g.micro");
    }
  }

  private static void assertAppIsReplacedBeside(EngineScenario scenario, String type) {
    Owner owner = scenario.harness.apply("one", groups("t3.micro", type));
    scenario.eventually(() -> assertThat(online(scenario, owner)).containsExactly("app-0"));
    String before = scenario.id(owner, "instance/app-0");

    scenario.harness.apply("one", groups("t3.small", type));
    scenario.eventually(() -> {
      assertThat(instance(scenario, owner, "app-0").id())
          .as(scenario.describe(owner))
          .isNotNull()
          .isNotEqualTo(before);
      assertThat(online(scenario, owner)).containsExactly("app-0");
    });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReplacementThatCannotBeLaunchedHoldsBackThatOfAnotherGroup(boolean crash) {
    try (EngineScenario scenario = EngineScenario.open(64)) {
      Owner owner = scenario.harness.apply("one", groups("t3.micro", "t3.micro"));
      scenario.awaitReady(owner);
      scenario.aws.faults().noCapacity(Optional.of("t3.small"), Optional.empty());
      long mark = scenario.mark();

      scenario.harness.apply("one", groups("t3.small", "t3.medium"));
      scenario.runUntil(() -> !scenario.calls(mark, "TerminateInstances").isEmpty());
      if (crash) {
        scenario.harness.kill();
        scenario.harness.restart();
      }
      scenario.advance(Duration.ofMinutes(20));

      assertThat(terminated(scenario, mark)).hasSize(1);
      assertThat(online(scenario, owner)).as(scenario.describe(owner)).containsExactly("web-0");

      scenario.aws.faults().clear();
      scenario.awaitReady(owner);
      assertThat(terminated(scenario, mark)).hasSize(2);
    }
  }

  /** A crash can repeat a call. */
  private static Set<String> terminated(EngineScenario scenario, long mark) {
    return scenario.calls(mark, "TerminateInstances").stream()
        .map(CallRecord::subject)
        .collect(Collectors.toSet());
  }

  private static List<String> online(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).instances().stream()
        .filter(instance -> "Online".equals(instance.pingStatus()))
        .map(InstanceStatus::name)
        .toList();
  }

  private static InstanceStatus instance(EngineScenario scenario, Owner owner, String name) {
    return scenario.harness.status(owner).instance(name).orElseThrow();
  }

  private static String groups(String app, String web) {
    return EngineScenario.spec("NatGateway")
        .replace("{name: app}", "{name: app, type: " + app + "}, {name: web, type: " + web + "}");
  }
}
