package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same seed has the same run, so that a failure repeats and can be shrunk. */
class SameSeedTest {

  @Test
  void theSameSeedMakesTheSameCallsInTheSameOrder() {
    assertThat(calls(42)).isEqualTo(calls(42));
  }

  @Test
  void anotherSeedHasAnotherOrder() {
    assertThat(calls(42)).isNotEqualTo(calls(43));
  }

  private static List<String> calls(long seed) {
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      scenario.onePerPattern();
      scenario.advance(Duration.ofMinutes(2));
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(3));
      return scenario.aws.callLog().calls().stream().map(SameSeedTest::line).toList();
    }
  }

  private static String line(CallRecord call) {
    return call.time() + " " + call.action() + " " + call.parameters() + " " + call.outcome();
  }
}
