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
    try (EngineScenario stage = EngineScenario.open(7)) {
      Owner owner = stage.lab.apply("one", EngineScenario.spec(pattern));
      stage.awaitReady(owner);
      Invariants.hold(stage.aws, stage.lab);

      stage.awaitGone(List.of(owner));
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }
}
