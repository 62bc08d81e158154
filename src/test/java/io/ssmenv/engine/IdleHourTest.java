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
    try (EngineScenario stage = EngineScenario.open(19)) {
      List<Owner> three = stage.three();
      stage.awaitReady(three);
      stage.pass(Duration.ofMinutes(10));

      long mark = stage.mark();
      long began = System.nanoTime();
      stage.pass(Duration.ofHours(1));
      System.out.printf(
          "IdleHourTest: an hour with %d calls took %d ms%n",
          stage.mark() - mark, (System.nanoTime() - began) / 1_000_000);

      assertThat(stage.writes(mark)).isEmpty();
      assertThat(stage.calls(mark, "DescribeInstances")).hasSize(60);
      assertThat(stage.calls(mark, "DescribeVpcs")).hasSize(60);
      three.forEach(owner -> assertThat(stage.lab.is(owner, "Ready")).isTrue());
    }
  }
}
