package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees while the operator restarts or another replica takes over. */
class RestartTest {

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aReadyEnvironmentStaysReadyWhileTheOperatorRestarts(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(64)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      EnvironmentStatus before = scenario.harness.status(owner);
      List<EnvironmentStatus> seen = new ArrayList<>();
      scenario.harness.observe(result -> seen.add(result.status()));
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.awaitPolls(8);

      assertThat(seen).isNotEmpty();
      assertThat(seen)
          .allSatisfy(status -> assertThat(status.conditions()).isEqualTo(before.conditions()));
    }
  }
}
