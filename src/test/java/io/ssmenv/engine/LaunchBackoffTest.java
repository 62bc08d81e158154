package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Retain, paused and Report: what they hold back, in life and on deletion. */
@Execution(ExecutionMode.CONCURRENT)
class LaunchBackoffTest {

  private static final String PAUSED = "paused: true";
  private static final String REPORT = "drift: {policy: Report}";
  private static final String RETAIN = "deletionPolicy: Retain";

  @Test
  void pausedAndReportTellWhatDiffersAndWriteNothingUntilTheyAreLifted() {
    try (EngineScenario scenario = EngineScenario.open(16);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      List<Owner> two = ready(scenario);
      hold(scenario);
      scenario.awaitPolls(12);
      long mark = scenario.mark();
      two.forEach(owner ->
          ec2.deleteRoute(request ->
              request
                  .routeTableId(scenario.id(owner, "routetable/workload-a"))
                  .destinationCidrBlock("0.0.0.0/0")));
      scenario.eventually(() ->
          two.forEach(owner ->
              assertThat(scenario.harness.status(owner).plan())
                  .as(scenario.describe(owner))
                  .anyMatch(line -> line.contains("route/workload-a/0.0.0.0/0"))));
      assertThat(scenario.harness.status(two.get(1)).driftOrDefault().changes())
          .anyMatch(change -> change.resource().equals("route/workload-a/0.0.0.0/0"));

      two.forEach(scenario.harness::delete);
      scenario.awaitPolls(5);
      two.forEach(owner -> {
        assertThat(scenario.harness.isGone(owner)).isFalse();
        assertThat(scenario.harness.status(owner).plan()).as(scenario.describe(owner)).isNotEmpty();
      });
      assertThat(scenario.writes(mark)).isEmpty();

      scenario.harness.apply("paused", EngineScenario.spec("ElasticIp"));
      scenario.harness.apply("report", EngineScenario.spec("ElasticIp"));
      scenario.awaitGone(two);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void retainedResourcesStayAndAreMarked() {
    try (EngineScenario scenario = EngineScenario.open(17)) {
      Owner owner = scenario.harness.apply("kept", EngineScenario.spec("ElasticIp", RETAIN));
      scenario.awaitReady(owner);
      Map<String, String> before = scenario.allIds();
      scenario.awaitGone(List.of(owner));
      assertThat(scenario.allIds()).isEqualTo(before);
      assertThat(scenario.aws.resources())
          .filteredOn(one -> !one.type().equals("volume"))
          .allSatisfy(one -> assertThat(one.tags()).containsEntry(RetainPlanner.TAG, "true"));
    }
  }

  private static List<Owner> ready(EngineScenario scenario) {
    List<Owner> two =
        List.of(
            scenario.harness.apply("paused", EngineScenario.spec("ElasticIp")),
            scenario.harness.apply("report", EngineScenario.spec("ElasticIp")));
    scenario.awaitReady(two);
    return two;
  }

  private static void hold(EngineScenario scenario) {
    scenario.harness.apply("paused", EngineScenario.spec("ElasticIp", PAUSED));
    scenario.harness.apply("report", EngineScenario.spec("ElasticIp", REPORT));
  }
}
