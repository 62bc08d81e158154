package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.FaultTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Each operator leaves heartbeats in AWS, and the younger of two with one cluster id stops. */
@Execution(ExecutionMode.CONCURRENT)
class CopiedClusterTest {

  private static final String PARAMETER = "/operators/ssmenv/lab";

  @Test
  void aHeartbeatIsWrittenEveryHourAndAfterAHandOver() {
    try (EngineScenario scenario = EngineScenario.open(5301)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      assertThat(beats(scenario, 0)).hasSize(1);
      long mark = scenario.mark();
      scenario.advance(Duration.ofHours(4));
      assertThat(beats(scenario, mark)).as("a poll may be late").hasSizeBetween(3, 4);

      scenario.restartAndAwaitPolls(List.of(owner));
      scenario.advance(Duration.ofHours(4));
      scenario.assertSettled(owner);
    }
  }

  @Test
  void theYoungerCopyStopsUntilTheOtherOneIsGone() {
    try (EngineScenario scenario = EngineScenario.open(5302)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      scenario.advance(Duration.ofMinutes(30));
      overwrite(scenario, "2020-01-01T00:00:00Z");
      awaitStopped(scenario, owner);

      scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(90));
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(beats(scenario, mark)).isEmpty();

      scenario.advance(Duration.ofHours(4));
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void theOlderOneGoesOn() {
    try (EngineScenario scenario = EngineScenario.open(5303)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      scenario.advance(Duration.ofMinutes(30));
      overwrite(scenario, "2999-01-01T00:00:00Z");
      long mark = scenario.mark();
      scenario.advance(Duration.ofHours(2));
      assertThat(beats(scenario, mark)).hasSizeBetween(1, 2);
      scenario.assertSettled(owner);
    }
  }

  @Test
  void aRestartMakesNobodyYounger() {
    try (EngineScenario scenario = EngineScenario.open(5309)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      Instant began = scenario.time.instant();
      scenario.advance(Duration.ofHours(30));
      String copyBegan = scenario.time.instant().toString();
      overwrite(scenario, copyBegan);
      scenario.advance(Duration.ofMinutes(10));
      scenario.harness.kill();
      scenario.faults.operatingSince = Optional.of(began);
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(50));
      overwrite(scenario, copyBegan);
      scenario.advance(Duration.ofHours(1));
      scenario.assertSettled(owner);
    }
  }

  @Test
  void whatALivingOperatorHasIsNotAdopted() {
    try (EngineScenario scenario = EngineScenario.open(5304)) {
      String spec = EngineScenario.spec("ElasticIp");
      Owner lost = scenario.harness.apply("lost", spec);
      scenario.awaitSettled(lost);
      scenario.harness.kill();
      scenario.harness.api().removeByForce(lost);
      scenario.harness.settings().cluster = "new-cluster";
      scenario.harness.restart();
      Owner adopter = scenario.harness.adopt("adopter", spec, lost.uid());
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(adopter, "Stalled"))
              .startsWith(
                  "TRUE AdoptionRefused: The operator of the cluster lab wrote in this account at"));
      scenario.advance(Duration.ofHours(4));
      scenario.awaitSettled(adopter);
    }
  }

  @Test
  void whatAnOperatorHasThatBeganAgainIsNotAdopted() {
    try (EngineScenario scenario = EngineScenario.open(5306)) {
      String spec = EngineScenario.spec("ElasticIp");
      Owner one = scenario.harness.apply("one", spec);
      Owner two = scenario.harness.apply("two", spec);
      scenario.awaitSettled(one);
      scenario.awaitSettled(two);
      scenario.harness.kill();
      scenario.harness.api().removeByForce(one);
      scenario.harness.api().removeByForce(two);
      scenario.forgetHeartbeat(EngineHarness.CLUSTER);
      scenario.harness.settings().cluster = "new-cluster";
      scenario.harness.restart();
      scenario.awaitSettled(scenario.harness.adopt("first", spec, one.uid()));

      scenario.advance(Duration.ofHours(24));
      overwrite(scenario, "2020-01-01T00:00:00Z");
      long mark = scenario.mark();
      Owner second = scenario.harness.adopt("second", spec, two.uid());
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(second, "Stalled"))
              .startsWith("TRUE AdoptionRefused: The operator of the cluster lab wrote"));
      assertThat(scenario.calls(mark, "CreateTags")).isEmpty();
    }
  }

  @Test
  void theOperatorOfPausedAndReportedEnvironmentsIsAlive() {
    for (String how : List.of("paused: true", "drift: {policy: Report}")) {
      try (EngineScenario scenario = EngineScenario.open(5307)) {
        Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
        scenario.awaitSettled(owner);
        scenario.harness.apply("one", EngineScenario.spec("ElasticIp", how));
        scenario.advance(Duration.ofMinutes(5));
        long mark = scenario.mark();
        scenario.advance(Duration.ofHours(4));
        assertThat(beats(scenario, mark)).as(how).hasSizeBetween(3, 4);
        assertThat(scenario.writes(mark)).as(how).isEmpty();
      }
    }
  }

  @Test
  void aProcessIsAsOldInEachRegion() {
    try (EngineScenario scenario = EngineScenario.open(5308)) {
      String spec = EngineScenario.spec("ElasticIp");
      scenario.awaitSettled(scenario.harness.apply("one", spec));
      scenario.advance(Duration.ofMinutes(30));
      scenario.awaitSettled(
          scenario.harness.apply("two", spec.replace("eu-west-1", "eu-central-1")));
      List<CallRecord> beats = beats(scenario, 0);
      assertThat(beats.stream().map(CallRecord::region))
          .containsExactlyInAnyOrder("eu-west-1", "eu-central-1");
      assertThat(beats.stream().map(CallRecord::parameters).distinct()).hasSize(1);
    }
  }

  @Test
  void withoutThePermissionEverythingElseGoesOn() {
    try (EngineScenario scenario = EngineScenario.open(5305)) {
      scenario.aws.faults().outage(FaultTarget.forAction("PutParameter"));
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
    }
  }

  /** As another operator with the same cluster id does. */
  private static void overwrite(EngineScenario scenario, String since) {
    scenario
        .otherClient
        .ssm()
        .putParameter(request ->
            request
                .name(PARAMETER)
                .type(ParameterType.STRING)
                .overwrite(true)
                .value("{\"writer\":\"another\",\"since\":\"" + since + "\"}"));
  }

  private static void awaitStopped(EngineScenario scenario, Owner owner) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .startsWith(
                "TRUE ClusterCopied: Another operator has written with the cluster id lab since"
                    + " 2020-01-01T00:00:00Z"));
  }

  private static List<CallRecord> beats(EngineScenario scenario, long mark) {
    return scenario.calls(mark, "PutParameter");
  }
}
