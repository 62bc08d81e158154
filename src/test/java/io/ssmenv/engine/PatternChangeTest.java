package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pattern change keeps the running instances and removes the previous network path. */
@Execution(ExecutionMode.CONCURRENT)
class PatternChangeTest {

  @Test
  void aPatternChangeKeepsTheInstancesAndRemovesTheOldNetworkPath() {
    try (EngineScenario scenario = EngineScenario.open(15)) {
      List<Owner> owners = scenario.onePerPattern();
      scenario.awaitReady(owners);
      List<Set<String>> keysPerPattern =
          owners.stream().map(owner -> keys(scenario, owner)).toList();
      List<String> instances =
          owners.stream().map(owner -> scenario.id(owner, "instance/app-0")).toList();

      for (int i = 0; i < 3; i++) {
        scenario.harness.apply(
            EngineScenario.PATTERNS.get(i).toLowerCase(Locale.ROOT),
            EngineScenario.spec(EngineScenario.PATTERNS.get((i + 1) % 3)));
      }
      scenario.eventually(() -> {
        for (int i = 0; i < 3; i++) {
          Owner owner = owners.get(i);
          assertThat(keys(scenario, owner))
              .as(scenario.describe(owner))
              .isEqualTo(keysPerPattern.get((i + 1) % 3));
        }
      });
      scenario.awaitReady(owners);
      Invariants.assertHold(scenario.aws, scenario.harness);
      assertThat(owners.stream().map(owner -> scenario.id(owner, "instance/app-0")))
          .isEqualTo(instances);
      assertThat(instances)
          .allSatisfy(id ->
              assertThat(scenario.aws.agentHistory(id).orElseThrow().unreachable())
                  .as("when " + id + " could not reach Systems Manager")
                  .isEmpty());
      scenario.deleteAndAwaitGone(owners);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static Set<String> keys(EngineScenario scenario, Owner owner) {
    return scenario.aws.resources().stream()
        .map(ResourceSummary::tags)
        .filter(tags -> owner.uid().equals(tags.get(Ownership.TAG_ENVIRONMENT)))
        .map(tags -> tags.get(Ownership.TAG_KEY))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
