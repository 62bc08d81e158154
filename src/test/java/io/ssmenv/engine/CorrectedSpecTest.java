package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A corrected spec does not wait for the back-off of the wrong one. */
@Execution(ExecutionMode.CONCURRENT)
class CorrectedSpecTest {

  /** Its processor is not the one of the image. */
  private static final String WRONG = spec("t4g.micro");

  private static final String RIGHT = spec("t3.micro");

  @Test
  void aCorrectedTypeIsLaunchedAtOnce() {
    try (EngineScenario scenario = EngineScenario.open(91)) {
      Owner owner = scenario.harness.apply("one", WRONG);
      scenario.eventually(() -> assertThat(launches(scenario)).hasSize(6));
      scenario.advance(Duration.ofSeconds(5));

      scenario.harness.apply("one", RIGHT);
      scenario.advance(Duration.ofSeconds(5));

      assertThat(launches(scenario)).hasSize(7);
      assertThat(launches(scenario).getLast().outcome()).isEqualTo(CallRecord.OK);
      scenario.awaitReady(owner);
    }
  }

  @Test
  void aCorrectedTypeReplacesARunningInstanceAtOnce() {
    try (EngineScenario scenario = EngineScenario.open(93)) {
      Owner owner = scenario.harness.apply("one", spec("t3.small"));
      scenario.awaitReady(owner);
      long mark = scenario.mark();
      scenario.harness.apply("one", WRONG);
      scenario.eventually(() -> assertThat(scenario.calls(mark, "RunInstances")).hasSize(6));
      scenario.advance(Duration.ofSeconds(5));

      scenario.harness.apply("one", RIGHT);
      scenario.advance(Duration.ofSeconds(5));

      assertThat(scenario.calls(mark, "TerminateInstances")).hasSize(1);
      assertThat(scenario.harness.isTrue(owner, "Stalled")).isFalse();
      scenario.awaitReady(owner);
    }
  }

  @Test
  void aSpecThatFlapsBetweenTwoWrongValuesIsTriedAsRarelyAsEither() {
    try (EngineScenario scenario = EngineScenario.open(92)) {
      scenario.harness.apply("one", WRONG);
      scenario.eventually(() -> assertThat(launches(scenario)).hasSize(1));
      int before = launches(scenario).size();

      for (int second = 0; second < 600; second++) {
        scenario.harness.apply("one", second % 2 == 0 ? WRONG : spec("t4g.small"));
        scenario.advance(Duration.ofSeconds(1));
      }

      assertThat(launches(scenario).size() - before).isLessThanOrEqualTo(16);
    }
  }

  @Test
  void aCorrectedGroupDoesNotWaitForTheFailedLaunchesOfTheWrongOne() {
    try (EngineScenario scenario = EngineScenario.open(94)) {
      Owner owner = scenario.harness.apply("one", spec("t3.small"));
      terminateUntilTheNextLaunchWaits(scenario, owner);
      int before = launches(scenario).size();
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.advance(Duration.ofSeconds(30));
      assertThat(launches(scenario)).as("with the same spec").hasSize(before);

      scenario.harness.apply("one", RIGHT);
      scenario.advance(Duration.ofSeconds(5));

      assertThat(launches(scenario)).hasSize(before + 1);
      scenario.awaitReady(owner);
      assertThat(launches(scenario)).hasSize(before + 1);
    }
  }

  /** As if AWS terminated each instance before its agent has started. */
  private static void terminateUntilTheNextLaunchWaits(EngineScenario scenario, Owner owner) {
    scenario.eventually(() -> {
      scenario.aws.resources().stream()
          .filter(resource -> resource.type().equals("instance"))
          .filter(resource -> List.of("pending", "running").contains(resource.state()))
          .map(ResourceSummary::id)
          .forEach(id ->
              assertThatCode(
                      () -> scenario.otherClient.ec2().terminateInstances(r -> r.instanceIds(id)))
                  .doesNotThrowAnyException());
      assertThat(scenario.harness.status(owner).instances())
          .anyMatch(
              instance -> instance.launches() != null && instance.launches().retryAt() != null);
    });
  }

  private static List<CallRecord> launches(EngineScenario scenario) {
    return scenario.calls(0, "RunInstances");
  }

  private static String spec(String type) {
    return EngineScenario.spec("ElasticIp")
        .replace("{name: app}", "{name: app, type: " + type + "}");
  }
}
