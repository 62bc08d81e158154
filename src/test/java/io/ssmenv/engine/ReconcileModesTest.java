package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The effects of paused, Report and Retain on a live environment and on its deletion. */
@Execution(ExecutionMode.CONCURRENT)
class ReconcileModesTest {

  private static final String PAUSED = "paused: true";
  private static final String REPORT = "drift: {policy: Report}";
  private static final String RETAIN = "deletionPolicy: Retain";

  @Test
  void pausedAndReportShowDifferencesAndWriteNothingUntilTheyAreUnset() {
    try (EngineScenario scenario = EngineScenario.open(16);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      List<Owner> owners = createReady(scenario);
      pauseAndReport(scenario);
      scenario.awaitPolls(12);
      long mark = scenario.mark();
      owners.forEach(owner ->
          ec2.deleteRoute(request ->
              request
                  .routeTableId(scenario.id(owner, "routetable/workload-a"))
                  .destinationCidrBlock("0.0.0.0/0")));
      scenario.eventually(() ->
          owners.forEach(owner ->
              assertThat(scenario.harness.status(owner).plan())
                  .as(scenario.describe(owner))
                  .anyMatch(line -> line.contains("route/workload-a/0.0.0.0/0"))));
      assertThat(scenario.harness.status(owners.get(1)).driftOrDefault().changes())
          .anyMatch(change -> change.resource().equals("route/workload-a/0.0.0.0/0"));

      owners.forEach(scenario.harness::delete);
      scenario.awaitPolls(5);
      owners.forEach(owner -> {
        assertThat(scenario.harness.isGone(owner)).isFalse();
        assertThat(scenario.harness.status(owner).plan()).as(scenario.describe(owner)).isNotEmpty();
      });
      assertThat(scenario.writes(mark)).isEmpty();

      scenario.harness.apply("paused", EngineScenario.spec("ElasticIp"));
      scenario.harness.apply("report", EngineScenario.spec("ElasticIp"));
      scenario.deleteAndAwaitGone(owners);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void retainedResourcesStayAndAreTagged() {
    try (EngineScenario scenario = EngineScenario.open(17)) {
      Owner owner = scenario.harness.apply("kept", EngineScenario.spec("ElasticIp", RETAIN));
      scenario.awaitReady(owner);
      Map<String, String> before = scenario.allIds();
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.allIds()).isEqualTo(before);
      assertThat(scenario.aws.resources())
          .filteredOn(resource -> !resource.type().equals("volume"))
          .allSatisfy(
              resource -> assertThat(resource.tags()).containsEntry(RetainPlanner.TAG, "true"));
    }
  }

  private static List<Owner> createReady(EngineScenario scenario) {
    List<Owner> owners =
        List.of(
            scenario.harness.apply("paused", EngineScenario.spec("ElasticIp")),
            scenario.harness.apply("report", EngineScenario.spec("ElasticIp")));
    scenario.awaitReady(owners);
    return owners;
  }

  private static void pauseAndReport(EngineScenario scenario) {
    scenario.harness.apply("paused", EngineScenario.spec("ElasticIp", PAUSED));
    scenario.harness.apply("report", EngineScenario.spec("ElasticIp", REPORT));
  }
}
