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
    try (EngineScenario stage = EngineScenario.open(seed)) {
      List<Owner> three = stage.three();
      for (int i = 0; i < 5; i++) {
        killAmidWrites(stage);
      }
      stage.awaitReady(three);
      Invariants.hold(stage.aws, stage.lab);
      long mark = stage.mark();
      stage.looks(12);
      assertThat(stage.writes(mark)).as("once Ready, nothing is left to clean up").isEmpty();

      three.forEach(stage.lab::delete);
      for (int i = 0; i < 3; i++) {
        killAmidWrites(stage);
      }
      stage.awaitGone(three);
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }

  /** After some writes of this life, or before the first if the dice say so. */
  private void killAmidWrites(EngineScenario stage) {
    int after = random.nextInt(16);
    long mark = stage.mark();
    stage.until(() -> stage.writes(mark).size() >= after || looked(stage, mark));
    stage.lab.kill();
    stage.lab.restart();
  }

  /** There may be nothing left to write. */
  private static boolean looked(EngineScenario stage, long mark) {
    return stage.calls(mark, "GetCallerIdentity").size() > 40;
  }
}
