package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing is sent to the API server unless something changed. */
class StatusStabilityTest {

  @Test
  void sameFindingsGiveTheSameStatusHoweverMuchTimePasses() {
    StatusScenario scenario = StatusScenario.settled();
    EnvironmentStatus first = scenario.reconcile();
    scenario.pass(Duration.ofDays(1));
    assertThat(scenario.reconcile()).isEqualTo(first);
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void whileWorkGoesOnNothingMovesByItself() {
    StatusScenario scenario = new StatusScenario();
    scenario.create("vpc");
    scenario.state("vpc", State.PENDING, "pending");
    EnvironmentStatus first = scenario.reconcile();
    scenario.pass(Duration.ofMinutes(1));
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void openDriftStaysAsItWasTold() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.mode = ReconcileMode.REPORT;
    scenario.remove("route/workload-a/0.0.0.0/0");
    EnvironmentStatus first = scenario.reconcile();
    scenario.pass(Duration.ofMinutes(1));
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void aHeldLaunchStaysAsItWasTold() {
    StatusScenario scenario = StatusScenario.settled();
    for (int i = 0; i < 3; i++) {
      LaunchHistoryTest.launchAndDie(scenario);
    }
    EnvironmentStatus first = scenario.reconcile();
    scenario.pass(Duration.ofSeconds(20));
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void aHeartbeatIsNotAChange() {
    StatusScenario scenario = StatusScenario.settled();
    EnvironmentStatus first = scenario.status.orElseThrow();
    scenario.pass(Duration.ofMinutes(5));
    scenario.ping("app-0", "Online");
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void lastPingIsRefreshedAfterAnHour() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.pass(Duration.ofMinutes(61));
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").lastPing()).isEqualTo("2026-01-02T04:05:05Z");
  }

  @Test
  void lastPingIsRefreshedWhenThePingStatusChanges() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.pass(Duration.ofMinutes(5));
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").lastPing()).isEqualTo("2026-01-02T03:09:05Z");
    assertThat(scenario.instance("app-0").pingStatus()).isEqualTo("ConnectionLost");
  }

  @Test
  void aReconcileThatSawNothingLeavesTheStatusAlone() {
    StatusScenario scenario = StatusScenario.settled();
    EnvironmentStatus first = scenario.status.orElseThrow();
    scenario.account = "";
    scenario
        .desired()
        .resources()
        .forEach(one ->
            scenario.unlisted.put(
                one.getClass(), new Unlisted(Unlisted.Cause.NOT_READ, "not read")));
    scenario.present.clear();
    scenario.noPings = Optional.of("not read");
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void theSameRefusalIsTheSameTextThoughAwsEncodesItAnewEachTime() {
    String refusal = "You are not authorized. Encoded authorization failure message: ";
    assertThat(StatusText.stable(refusal + "Zm9v")).isEqualTo(StatusText.stable(refusal + "YmFy"));
  }

  @Test
  void theFirstStatusOfAnEnvironmentNeedsNoPreviousOne() {
    StatusScenario scenario = new StatusScenario();
    scenario.blind = true;
    scenario.status = Optional.empty();
    EnvironmentStatus status = scenario.reconcile();
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.online()).isEqualTo("0/0");
    assertThat(scenario.condition("Ready").reason()).isEqualTo("NotObserved");
  }
}
