package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGKILL at any moment: nothing that a process remembers is needed. */
@Execution(ExecutionMode.CONCURRENT)
class KilledTest {

  private final long seed = Long.getLong("ssmenv.seed", 20261123);
  private final Random random = new Random(seed);

  @Test
  void anEngineThatIsKilledEightTimesBuildsOneOfEverythingAndLeavesNothing() {
    System.out.println("KilledTest: -Dssmenv.seed=" + seed);
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      List<Owner> three = scenario.onePerPattern();
      for (int i = 0; i < 5; i++) {
        killAmidWrites(scenario);
      }
      scenario.awaitReady(three);
      Invariants.hold(scenario.aws, scenario.harness);
      long mark = scenario.mark();
      scenario.awaitPolls(12);
      assertThat(scenario.writes(mark)).as("once Ready, nothing is left to clean up").isEmpty();

      three.forEach(scenario.harness::delete);
      for (int i = 0; i < 3; i++) {
        killAmidWrites(scenario);
      }
      scenario.awaitGone(three);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  /** After some writes of this life, or before the first if the dice say so. */
  private void killAmidWrites(EngineScenario scenario) {
    int after = random.nextInt(16);
    long mark = scenario.mark();
    scenario.until(() -> scenario.writes(mark).size() >= after || looked(scenario, mark));
    scenario.harness.kill();
    scenario.harness.restart();
  }

  /** There may be nothing left to write. */
  private static boolean looked(EngineScenario scenario, long mark) {
    return scenario.calls(mark, "GetCallerIdentity").size() > 40;
  }
}
