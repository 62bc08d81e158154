package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class EnvironmentLifeTest {

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void anEnvironmentComesUpAndGoesAndLeavesNothing(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(7)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitReady(owner);
      Invariants.hold(scenario.aws, scenario.harness);

      scenario.awaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }
}
