package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.PlannedChange;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** An adoption that may not write yet says so, is previewed, and is checked again when it may. */
@Execution(ExecutionMode.CONCURRENT)
class AdoptionHeldBackTest {

  private static final String SPEC = EngineScenario.spec("ElasticIp");
  private static final String REPORT = EngineScenario.spec("ElasticIp", "drift: {policy: Report}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drift: {policy: Report}|spec.drift.policy is Report: set it to Correct to take them over",
        "paused: true|spec.paused is true: set it to false to take them over",
      })
  void nothingIsWrittenAndTheStatusSaysWhatToDo(String held, String advice) {
    try (EngineScenario scenario = EngineScenario.open(5601)) {
      Owner lost = lose(scenario);
      Map<String, String> ids = scenario.allIds();
      long mark = scenario.mark();
      int published = scenario.harness.events().size();
      Owner adopter =
          scenario.harness.adopt("adopter", EngineScenario.spec("ElasticIp", held), lost.uid());
      scenario.eventually(() -> {
        assertThat(scenario.harness.describeCondition(adopter, "Ready"))
            .startsWith("FALSE Adopting: Taking over the 10 resources")
            .endsWith(advice);
        assertThat(scenario.harness.status(adopter).plan())
            .hasSize(10)
            .allMatch(line ->
                line.startsWith("update ")
                    && line.endsWith("should be {ssmenv.io/owner=lab/adopter}"));
      });
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.events().stream().skip(published).map(StatusEvent::reason))
          .as("of what somebody else has built and launched")
          .doesNotContain("Created", "Launched", "Online", "NetworkReady");

      scenario.harness.delete(adopter);
      scenario.eventually(() -> assertThat(scenario.harness.isGone(adopter)).isTrue());
      assertThat(scenario.writes(mark)).as("it has nothing that could be deleted").isEmpty();
      assertThat(scenario.allIds()).isEqualTo(ids);
    }
  }

  @Test
  void whatWasAllowedOnceIsCheckedAgainBeforeItIsWritten() {
    try (EngineScenario scenario = EngineScenario.open(5602)) {
      Owner lost = scenario.harness.apply("lost", SPEC);
      scenario.awaitSettled(lost);
      scenario.harness.kill();
      scenario.harness.removeByForce(lost);
      scenario.forgetHeartbeat(EngineHarness.CLUSTER);
      scenario.harness.settings().cluster = "new-cluster";
      scenario.harness.restart();
      Owner adopter =
          scenario.harness.create(
              new Owner("new-cluster", "uid-adopter", "lab/adopter"),
              REPORT,
              EngineHarness.asking(lost.uid()));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(adopter, "Ready"))
              .startsWith("FALSE Adopting: Taking over"));
      scenario
          .otherClient
          .ssm()
          .putParameter(request ->
              request
                  .name("/operators/ssmenv/lab")
                  .type(ParameterType.STRING)
                  .overwrite(true)
                  .value("{\"writer\":\"another\",\"since\":\"2020-01-01T00:00:00Z\"}"));
      long mark = scenario.mark();
      scenario.harness.kill(); // What this process has read about the other operator is gone.
      scenario.harness.apply("adopter", SPEC);
      scenario.harness.restart();
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(adopter, "Stalled"))
              .startsWith("TRUE AdoptionRefused: The operator of the cluster lab wrote"));
      assertThat(scenario.writes(mark)).isEmpty();
    }
  }

  @Test
  void aPreviewGoesOnBeyondTheTags() {
    try (EngineScenario scenario = EngineScenario.open(5603)) {
      Owner lost = lose(scenario);
      String spec =
          """
          region: eu-west-1
          connectivity: {pattern: ElasticIp}
          instances: [{name: app, type: t3.large}, {name: more}]
          """;
      Owner adopter = scenario.harness.adopt("adopter", spec + "paused: true\n", lost.uid());
      scenario.eventually(() ->
          assertThat(scenario.harness.previewer().preview(adopter, spec))
              .isInstanceOfSatisfying(
                  Preview.Complete.class,
                  preview -> {
                    assertThat(preview.forecast().changes())
                        .anyMatch(change -> change.key().value().equals("instance/more-0"));
                    assertThat(preview.forecast().count(PlannedChange.Action.CREATE)).isPositive();
                    assertThat(preview.forecast().count(PlannedChange.Action.UPDATE))
                        .isGreaterThan(5);
                  }));
    }
  }

  @Test
  void whoAsksForNothingThatExistsChangesNoListing() {
    try (EngineScenario scenario = EngineScenario.open(5604)) {
      Owner one = scenario.harness.apply("one", SPEC);
      scenario.awaitSettled(one);
      scenario.harness.adopt("asks", SPEC, "nothing");
      Owner living = scenario.harness.adopt("living", SPEC, one.uid());
      scenario.eventually(() ->
          List.of("asks", "living")
              .forEach(name ->
                  assertThat(
                          scenario.harness.describeCondition(
                              new Owner(EngineHarness.CLUSTER, "uid-" + name, living.name()),
                              "Stalled"))
                      .startsWith("TRUE AdoptionRefused")));
      scenario.advance(Duration.ofMinutes(10));
      long mark = scenario.mark();
      scenario.advance(Duration.ofHours(3));
      assertThat(scenario.calls(mark, "DescribeVpcs"))
          .filteredOn(call -> call.parameters().contains("ssmenv.io/schema"))
          .isEmpty();
      assertThat(scenario.calls(mark, "DescribeVpcs"))
          .filteredOn(call -> call.parameters().contains("tag:ssmenv.io/environment"))
          .as("in two or three polls of each hour")
          .hasSizeLessThanOrEqualTo(9);
    }
  }

  private static Owner lose(EngineScenario scenario) {
    Owner lost = scenario.harness.apply("lost", SPEC);
    scenario.awaitSettled(lost);
    scenario.harness.removeByForce(lost);
    return lost;
  }
}
