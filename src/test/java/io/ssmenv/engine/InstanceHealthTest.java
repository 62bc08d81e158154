package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.ec2.StatusCheck;
import io.ssmenv.simulator.ec2.StatusCheck.Result;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Status checks and scheduled events of instances. */
@Execution(ExecutionMode.CONCURRENT)
class InstanceHealthTest {

  private static final String READ = "DescribeInstanceStatus";

  private static String health(EngineScenario scenario, Owner owner) {
    return String.valueOf(scenario.harness.status(owner).instance("app-0").orElseThrow().health());
  }

  private static Owner settled(EngineScenario scenario) {
    Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
    scenario.awaitSettled(owner);
    return owner;
  }

  @Test
  void aHealthyRegionIsAskedOnceInAQuarterOfAnHour() {
    try (EngineScenario scenario = EngineScenario.open(301)) {
      scenario.awaitReady(scenario.onePerPattern());
      scenario.advance(Duration.ofMinutes(10));
      long mark = scenario.mark();
      scenario.advance(Duration.ofHours(2));
      assertThat(scenario.calls(mark, READ)).hasSizeBetween(6, 8);
    }
  }

  @Test
  void aScheduledRetirementOfAHealthyInstanceIsToldUntilItIsCanceled() {
    try (EngineScenario scenario = EngineScenario.open(302)) {
      Owner owner = settled(scenario);
      assertThat(health(scenario, owner)).isEqualTo("null");
      String id = scenario.id(owner, "instance/app-0");
      String event =
          scenario.aws.instanceFaults().schedule(id, "instance-retirement").orElseThrow();
      scenario.eventually(() ->
          assertThat(health(scenario, owner))
              .contains("code=instance-retirement, notBefore=2026-"));
      assertThat(scenario.harness.events())
          .filteredOn(one -> one.reason().equals("MaintenanceScheduled"))
          .singleElement()
          .satisfies(one -> {
            assertThat(one.type()).isEqualTo(StatusEvent.Type.WARNING);
            assertThat(one.message())
                .contains("instance-retirement of app-0 (" + id + ") for 2026-");
          });
      assertThat(scenario.harness.isTrue(owner, "Ready")).isTrue();
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.harness.events())
          .filteredOn(one -> one.reason().equals("MaintenanceScheduled"))
          .hasSize(1);
      scenario.aws.instanceFaults().clear(event);
      scenario.eventually(() -> assertThat(health(scenario, owner)).isEqualTo("null"));
    }
  }

  @Test
  void whatIsScheduledStaysSaidWhileItCannotBeReadAndAfterARestart() {
    try (EngineScenario scenario = EngineScenario.open(303)) {
      Owner owner = settled(scenario);
      scenario.aws.instanceFaults().schedule(scenario.id(owner, "instance/app-0"), "system-reboot");
      scenario.eventually(() -> assertThat(health(scenario, owner)).contains("system-reboot"));
      scenario.aws.faults().outage(FaultTarget.forAction(READ));
      for (int minute = 0; minute < 40; minute++) {
        scenario.advance(Duration.ofMinutes(1));
        assertThat(health(scenario, owner)).contains("system-reboot");
      }
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(5));
      assertThat(health(scenario, owner)).contains("system-reboot");
    }
  }

  @Test
  void impairedChecksAreReadOnlyWhileAnAgentIsSilent() {
    try (EngineScenario scenario = EngineScenario.open(304)) {
      Owner owner = settled(scenario);
      scenario.advance(Duration.ofMinutes(10));
      String id = scenario.id(owner, "instance/app-0");
      scenario.aws.instanceFaults().check(id, StatusCheck.INSTANCE, Result.FAILED);
      scenario.eventually(
          () -> assertThat(health(scenario, owner)).contains("impairedChecks=[instance]"));
      assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
          .contains(". The instance status check of " + id + " is impaired")
          .contains("Reboot it");
      long mark = scenario.mark();
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.calls(mark, READ)).as("with growing pauses").hasSizeBetween(8, 16);
      scenario.aws.instanceFaults().check(id, StatusCheck.INSTANCE, Result.PASSED);
      scenario.eventually(() -> assertThat(health(scenario, owner)).isEqualTo("null"));
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void whatIsNotCertainIsNotCalledImpaired() {
    try (EngineScenario scenario = EngineScenario.open(305)) {
      Owner owner = settled(scenario);
      String id = scenario.id(owner, "instance/app-0");
      scenario.aws.instanceFaults().check(id, StatusCheck.SYSTEM, Result.INSUFFICIENT_DATA);
      scenario.aws.instanceFaults().check(id, StatusCheck.INSTANCE, Result.FAILED);
      scenario.eventually(
          () -> assertThat(health(scenario, owner)).contains("impairedChecks=[instance]"));
      scenario.aws.faults().outage(FaultTarget.forAction(READ));
      scenario.advance(Duration.ofMinutes(30));
      assertThat(List.of(health(scenario, owner)))
          .as("as it was known")
          .allMatch(text -> text.contains("impairedChecks=[instance]"));
    }
  }
}
