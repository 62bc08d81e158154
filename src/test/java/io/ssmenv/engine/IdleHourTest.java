package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The calls of an hour without changes. */
@Execution(ExecutionMode.CONCURRENT)
class IdleHourTest {

  @Test
  void anIdleHourTakesSixtyPollsAndNoWrites() {
    try (EngineScenario scenario = EngineScenario.open(19)) {
      List<Owner> owners = scenario.onePerPattern();
      scenario.awaitReady(owners);
      scenario.advance(Duration.ofMinutes(10));

      long mark = scenario.mark();
      long startNanos = System.nanoTime();
      scenario.advance(Duration.ofHours(1));
      System.out.printf(
          "IdleHourTest: an hour with %d calls took %d ms%n",
          scenario.mark() - mark, (System.nanoTime() - startNanos) / 1_000_000);

      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.calls(mark, "DescribeInstances")).hasSize(60);
      assertThat(scenario.calls(mark, "DescribeVpcs")).hasSize(60);
      owners.forEach(owner -> assertThat(scenario.harness.isTrue(owner, "Ready")).isTrue());
    }
  }
}
