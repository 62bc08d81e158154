package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing is sent to the API server unless something changed. */
class StatusStabilityTest {

  @Test
  void sameFindingsGiveTheSameStatusHoweverMuchTimePasses() {
    StatusScenario world = StatusScenario.settled();
    EnvironmentStatus first = world.reconcile();
    world.pass(Duration.ofDays(1));
    assertThat(world.reconcile()).isEqualTo(first);
    assertThat(world.happened).isEmpty();
  }

  @Test
  void whileWorkGoesOnNothingMovesByItself() {
    StatusScenario world = new StatusScenario();
    world.create("vpc");
    world.state("vpc", State.PENDING, "pending");
    EnvironmentStatus first = world.reconcile();
    world.pass(Duration.ofMinutes(1));
    assertThat(world.reconcile()).isEqualTo(first);
  }

  @Test
  void openDriftStaysAsItWasTold() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.REPORT;
    world.remove("route/workload-a/0.0.0.0/0");
    EnvironmentStatus first = world.reconcile();
    world.pass(Duration.ofMinutes(1));
    assertThat(world.reconcile()).isEqualTo(first);
  }

  @Test
  void aHeldLaunchStaysAsItWasTold() {
    StatusScenario world = StatusScenario.settled();
    for (int i = 0; i < 3; i++) {
      LaunchHistoryTest.launchAndDie(world);
    }
    EnvironmentStatus first = world.reconcile();
    world.pass(Duration.ofSeconds(20));
    assertThat(world.reconcile()).isEqualTo(first);
  }

  @Test
  void aHeartbeatIsNotAChange() {
    StatusScenario world = StatusScenario.settled();
    EnvironmentStatus first = world.status.orElseThrow();
    world.pass(Duration.ofMinutes(5));
    world.ping("app-0", "Online");
    assertThat(world.reconcile()).isEqualTo(first);
  }

  @Test
  void lastPingIsRefreshedAfterAnHour() {
    StatusScenario world = StatusScenario.settled();
    world.pass(Duration.ofMinutes(61));
    world.ping("app-0", "Online");
    world.reconcile();
    assertThat(world.instance("app-0").lastPing()).isEqualTo("2026-01-02T04:05:05Z");
  }

  @Test
  void lastPingIsRefreshedWhenThePingStatusChanges() {
    StatusScenario world = StatusScenario.settled();
    world.pass(Duration.ofMinutes(5));
    world.ping("app-0", "ConnectionLost");
    world.reconcile();
    assertThat(world.instance("app-0").lastPing()).isEqualTo("2026-01-02T03:09:05Z");
    assertThat(world.instance("app-0").pingStatus()).isEqualTo("ConnectionLost");
  }

  @Test
  void aReconcileThatSawNothingLeavesTheStatusAlone() {
    StatusScenario world = StatusScenario.settled();
    EnvironmentStatus first = world.status.orElseThrow();
    world.blind = true;
    assertThat(world.reconcile()).isSameAs(first);
  }

  @Test
  void theSameRefusalIsTheSameTextThoughAwsEncodesItAnewEachTime() {
    String refusal = "You are not authorized. Encoded authorization failure message: ";
    assertThat(Messages.tidy(refusal + "Zm9v")).isEqualTo(Messages.tidy(refusal + "YmFy"));
  }

  @Test
  void theFirstStatusOfAnEnvironmentNeedsNoPreviousOne() {
    StatusScenario world = new StatusScenario();
    world.blind = true;
    world.status = Optional.empty();
    EnvironmentStatus status = world.reconcile();
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.online()).isEqualTo("0/0");
    assertThat(world.condition("Ready").reason()).isEqualTo("NotObserved");
  }
}
