package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class EnvironmentLifecycleTest {

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void anEnvironmentBecomesReadyAndItsDeletionLeavesNoResources(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(7)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);

      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }
}
