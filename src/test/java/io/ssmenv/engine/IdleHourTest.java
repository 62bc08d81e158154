package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an hour costs in which nothing happens. */
@Execution(ExecutionMode.CONCURRENT)
class IdleHourTest {

  @Test
  void anHourInWhichNothingHappensIsSixtySweepsAndNoWrite() {
    try (EngineScenario scenario = EngineScenario.open(19)) {
      List<Owner> three = scenario.onePerPattern();
      scenario.awaitReady(three);
      scenario.pass(Duration.ofMinutes(10));

      long mark = scenario.mark();
      long began = System.nanoTime();
      scenario.pass(Duration.ofHours(1));
      System.out.printf(
          "IdleHourTest: an hour with %d calls took %d ms%n",
          scenario.mark() - mark, (System.nanoTime() - began) / 1_000_000);

      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.calls(mark, "DescribeInstances")).hasSize(60);
      assertThat(scenario.calls(mark, "DescribeVpcs")).hasSize(60);
      three.forEach(owner -> assertThat(scenario.harness.is(owner, "Ready")).isTrue());
    }
  }
}
