package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Resources with the tags of the cluster whose environment does not exist are reported. */
@Execution(ExecutionMode.CONCURRENT)
class OrphansTest {

  @Test
  void whatAForcedFinalizerLeavesBehindIsReportedAndNothingElse() {
    try (EngineScenario scenario = EngineScenario.open(81)) {
      Owner stays = scenario.harness.apply("stays", EngineScenario.spec("ElasticIp"));
      Owner orphaned = scenario.harness.apply("orphaned", EngineScenario.spec("NatGateway"));
      scenario.awaitReady(stays, orphaned);
      scenario.awaitPolls(2);
      assertThat(reported(scenario)).isEmpty();

      scenario.harness.removeByForce(orphaned);
      scenario.advance(Duration.ofMinutes(2));
      Set<String> left =
          scenario.aws.resources().stream()
              .filter(one -> orphaned.uid().equals(one.tags().get(Ownership.TAG_ENVIRONMENT)))
              .filter(one -> !one.type().equals("volume"))
              .map(ResourceSummary::id)
              .collect(Collectors.toSet());
      assertThat(reported(scenario)).hasSizeGreaterThan(10);
      assertThat(reported(scenario).values())
          .allMatch(ownership -> ownership.environment().equals(orphaned.uid()));
      assertThat(left).containsExactlyInAnyOrderElementsOf(reported(scenario).keySet());

      scenario.harness.kill();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(2));
      assertThat(reported(scenario).values())
          .as("also after a restart, and not what was not reconciled yet")
          .hasSizeGreaterThan(10)
          .allMatch(ownership -> ownership.environment().equals(orphaned.uid()));
    }
  }

  @Test
  void whatIsRetainedIsNoOrphan() {
    try (EngineScenario scenario = EngineScenario.open(82)) {
      Owner stays = scenario.harness.apply("stays", EngineScenario.spec("ElasticIp"));
      Owner retained =
          scenario.harness.apply(
              "retained", EngineScenario.spec("ElasticIp", "deletionPolicy: Retain"));
      scenario.awaitReady(stays, retained);
      scenario.deleteAndAwaitGone(List.of(retained));
      scenario.advance(Duration.ofMinutes(5));
      assertThat(reported(scenario)).isEmpty();
    }
  }

  private static Map<String, Ownership> reported(EngineScenario scenario) {
    return scenario.harness.orphans().getOrDefault("eu-west-1", Map.of());
  }
}
