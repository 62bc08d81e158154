package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Another pattern under running instances: the same instances, and nothing left of the old way. */
@Execution(ExecutionMode.CONCURRENT)
class PatternChangeTest {

  @Test
  void thePatternChangesUnderTheSameInstanceAndLeavesNothingOfTheOldWay() {
    try (EngineScenario stage = EngineScenario.open(15)) {
      List<Owner> three = stage.three();
      stage.awaitReady(three);
      List<Set<String>> shapes = three.stream().map(owner -> keys(stage, owner)).toList();
      List<String> instances =
          three.stream().map(owner -> stage.id(owner, "instance/app-0")).toList();

      for (int i = 0; i < 3; i++) {
        stage.lab.apply(
            EngineScenario.PATTERNS.get(i).toLowerCase(java.util.Locale.ROOT),
            EngineScenario.spec(EngineScenario.PATTERNS.get((i + 1) % 3)));
      }
      stage.eventually(() -> {
        for (int i = 0; i < 3; i++) {
          Owner owner = three.get(i);
          assertThat(keys(stage, owner)).as(stage.told(owner)).isEqualTo(shapes.get((i + 1) % 3));
        }
      });
      stage.awaitReady(three);
      Invariants.hold(stage.aws, stage.lab);
      assertThat(three.stream().map(owner -> stage.id(owner, "instance/app-0")))
          .isEqualTo(instances);
      assertThat(instances)
          .allSatisfy(id ->
              assertThat(stage.aws.agentHistory(id).orElseThrow().unreachable())
                  .as("when " + id + " could not reach Systems Manager")
                  .isEmpty());
      stage.awaitGone(three);
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }

  private static Set<String> keys(EngineScenario stage, Owner owner) {
    return stage.aws.holdings().stream()
        .map(ResourceSummary::tags)
        .filter(tags -> owner.uid().equals(tags.get(Ownership.TAG_ENVIRONMENT)))
        .map(tags -> tags.get(Ownership.TAG_KEY))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
