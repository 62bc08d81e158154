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
    try (EngineScenario stage = EngineScenario.open(16);
        Ec2Client ec2 = stage.somebody.ec2()) {
      List<Owner> two = ready(stage);
      hold(stage);
      stage.looks(12);
      long mark = stage.mark();
      two.forEach(owner ->
          ec2.deleteRoute(request ->
              request
                  .routeTableId(stage.id(owner, "routetable/workload-a"))
                  .destinationCidrBlock("0.0.0.0/0")));
      stage.eventually(() ->
          two.forEach(owner ->
              assertThat(stage.lab.status(owner).plan())
                  .as(stage.told(owner))
                  .anyMatch(line -> line.contains("route/workload-a/0.0.0.0/0"))));
      assertThat(stage.lab.status(two.get(1)).driftOrDefault().changes())
          .anyMatch(change -> change.startsWith("route/workload-a/0.0.0.0/0"));

      two.forEach(stage.lab::delete);
      stage.looks(5);
      two.forEach(owner -> {
        assertThat(stage.lab.isGone(owner)).isFalse();
        assertThat(stage.lab.status(owner).plan()).as(stage.told(owner)).isNotEmpty();
      });
      assertThat(stage.writes(mark)).isEmpty();

      stage.lab.apply("paused", EngineScenario.spec("ElasticIp"));
      stage.lab.apply("report", EngineScenario.spec("ElasticIp"));
      stage.awaitGone(two);
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }

  @Test
  void retainedResourcesStayAndAreMarked() {
    try (EngineScenario stage = EngineScenario.open(17)) {
      Owner owner = stage.lab.apply("kept", EngineScenario.spec("ElasticIp", RETAIN));
      stage.awaitReady(owner);
      Map<String, String> before = stage.everything();
      stage.awaitGone(List.of(owner));
      assertThat(stage.everything()).isEqualTo(before);
      assertThat(stage.aws.holdings())
          .filteredOn(one -> !one.type().equals("volume"))
          .allSatisfy(one -> assertThat(one.tags()).containsEntry(RetainPlanner.TAG, "true"));
    }
  }

  private static List<Owner> ready(EngineScenario stage) {
    List<Owner> two =
        List.of(
            stage.lab.apply("paused", EngineScenario.spec("ElasticIp")),
            stage.lab.apply("report", EngineScenario.spec("ElasticIp")));
    stage.awaitReady(two);
    return two;
  }

  private static void hold(EngineScenario stage) {
    stage.lab.apply("paused", EngineScenario.spec("ElasticIp", PAUSED));
    stage.lab.apply("report", EngineScenario.spec("ElasticIp", REPORT));
  }
}
