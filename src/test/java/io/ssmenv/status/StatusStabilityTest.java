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

/** The status is written only if something changed. */
class StatusStabilityTest {

  @Test
  void theSameInputsGiveTheSameStatusADayLater() {
    StatusScenario scenario = StatusScenario.reconciled();
    EnvironmentStatus first = scenario.reconcile();
    scenario.advance(Duration.ofDays(1));
    assertThat(scenario.reconcile()).isEqualTo(first);
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void theStatusDoesNotChangeWhileAResourceStaysPending() {
    StatusScenario scenario = new StatusScenario();
    scenario.create("vpc");
    scenario.state("vpc", State.PENDING, "pending");
    EnvironmentStatus first = scenario.reconcile();
    scenario.advance(Duration.ofMinutes(1));
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void theStatusDoesNotChangeWhileDriftStaysPending() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.REPORT;
    scenario.remove("route/workload-a/0.0.0.0/0");
    EnvironmentStatus first = scenario.reconcile();
    scenario.advance(Duration.ofMinutes(1));
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void theStatusDoesNotChangeDuringALaunchBackoff() {
    StatusScenario scenario = StatusScenario.reconciled();
    for (int i = 0; i < 3; i++) {
      LaunchHistoryTest.launchAndTerminate(scenario);
    }
    EnvironmentStatus first = scenario.reconcile();
    scenario.advance(Duration.ofSeconds(20));
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void aNewPingWithTheSameStatusIsNotAChange() {
    StatusScenario scenario = StatusScenario.reconciled();
    EnvironmentStatus first = scenario.status.orElseThrow();
    scenario.advance(Duration.ofMinutes(5));
    scenario.ping("app-0", "Online");
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void lastPingIsRefreshedAfterAnHour() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.advance(Duration.ofMinutes(61));
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").lastPing()).isEqualTo("2026-01-02T04:05:05Z");
  }

  @Test
  void lastPingIsRefreshedWhenThePingStatusChanges() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.advance(Duration.ofMinutes(5));
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").lastPing()).isEqualTo("2026-01-02T03:09:05Z");
    assertThat(scenario.instance("app-0").pingStatus()).isEqualTo("ConnectionLost");
  }

  @Test
  void aReconcileWithoutAnObservationDoesNotChangeTheStatus() {
    StatusScenario scenario = StatusScenario.reconciled();
    EnvironmentStatus first = scenario.status.orElseThrow();
    scenario.account = "";
    scenario
        .desired()
        .resources()
        .forEach(resource ->
            scenario.unlisted.put(
                resource.getClass(), new Unlisted(Unlisted.Cause.NOT_READ, "not read")));
    scenario.present.clear();
    scenario.pingError = Optional.of("not read");
    assertThat(scenario.reconcile()).isEqualTo(first);
  }

  @Test
  void theEncodedAuthorizationMessageDoesNotChangeTheText() {
    String denial = "You are not authorized. Encoded authorization failure message: ";
    assertThat(StatusText.stable(denial + "Zm9v")).isEqualTo(StatusText.stable(denial + "YmFy"));
  }

  @Test
  void theFirstStatusNeedsNoPreviousOne() {
    StatusScenario scenario = new StatusScenario();
    scenario.unobserved = true;
    scenario.status = Optional.empty();
    EnvironmentStatus status = scenario.reconcile();
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.online()).isNull();
    assertThat(scenario.condition("Ready").reason()).isEqualTo("NotObserved");
  }
}
