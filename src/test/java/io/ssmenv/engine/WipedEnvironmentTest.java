package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Finalizer and status are lost while no operator runs: what was just created exists nevertheless.
 */
@Execution(ExecutionMode.CONCURRENT)
class WipedEnvironmentTest {

  /** Less than the time that proves absence. */
  private static final ReadLag LAG =
      new ReadLag(Duration.ofSeconds(6), Duration.ofSeconds(2), Duration.ofSeconds(2));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void nothingIsBuiltTwice(long seed) {
    try (EngineScenario scenario =
        EngineScenario.open(Simulations.options().withSeed(seed).withReadLag(LAG))) {
      Owner owner = scenario.harness.apply("wiped", EngineScenario.spec("PrivateEndpoints"));
      scenario.runUntil(() -> exists(scenario, "vpc"));
      scenario.harness.kill();
      scenario.harness.api().wipe(owner);
      scenario.harness.restart();

      scenario.awaitReady(owner);
      assertThat(scenario.calls(0, "CreateVpc")).hasSize(1);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  private static boolean exists(EngineScenario scenario, String type) {
    return scenario.aws.resources().stream().anyMatch(resource -> resource.type().equals(type));
  }
}
