package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGKILL at any time: the operator does not need the memory of an earlier process. */
@Execution(ExecutionMode.CONCURRENT)
class OperatorKilledTest {

  private final long seed = Long.getLong("ssmenv.seed", 20261123);
  private final Random random = new Random(seed);

  @Test
  void anEngineKilledEightTimesCreatesNoDuplicatesAndDeletesEverything() {
    System.out.println("OperatorKilledTest: -Dssmenv.seed=" + seed);
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      List<Owner> owners = scenario.onePerPattern();
      for (int i = 0; i < 5; i++) {
        killAmidWrites(scenario);
      }
      scenario.awaitReady(owners);
      Invariants.assertHold(scenario.aws, scenario.harness);
      long mark = scenario.mark();
      scenario.awaitPolls(12);
      assertThat(scenario.writes(mark)).as("once Ready, nothing is left to clean up").isEmpty();

      owners.forEach(scenario.harness::delete);
      for (int i = 0; i < 3; i++) {
        killAmidWrites(scenario);
      }
      scenario.deleteAndAwaitGone(owners);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  /** Kills the engine after a random number of writes, possibly zero. */
  private void killAmidWrites(EngineScenario scenario) {
    int writes = random.nextInt(16);
    long mark = scenario.mark();
    scenario.runUntil(
        () -> scenario.writes(mark).size() >= writes || hasPolledManyTimes(scenario, mark));
    scenario.harness.kill();
    scenario.harness.restart();
  }

  /** There may be nothing left to write. */
  private static boolean hasPolledManyTimes(EngineScenario scenario, long mark) {
    return scenario.calls(mark, "DescribeVpcs").size() > 10;
  }
}
