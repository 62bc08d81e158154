package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.desired.ReconcileMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The event Deleting says that the operator deletes, and not that somebody has asked for it. */
class DeletionEventsTest {

  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

  @Test
  void aDeletionThatIsStalledFromItsStartPublishesTheEventWhenItBegins() {
    StatusScenario scenario = StatusScenario.reconciled();
    EnvironmentStatus before = scenario.status.orElseThrow();
    EnvironmentStatus stalled =
        StalledStatus.unsupportedSpec("spec.x is unknown", NOW).on(before, 1, true);
    assertThat(reasons(StalledStatus.events(before, stalled))).containsExactly("UnsupportedSpec");

    scenario.status = Optional.of(stalled);
    scenario.mode = ReconcileMode.DELETING;
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Deleting");
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void aDeletionThatWasPausedPublishesTheEventWhenItBegins() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING_PAUSED;
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("DeletionBlocked");

    scenario.mode = ReconcileMode.DELETING;
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Deleting");
    assertThat(scenario.events)
        .filteredOn(event -> event.reason().equals("Deleting"))
        .allMatch(event -> event.message().startsWith("Deleting ") && event.cause().isPresent());
  }

  @Test
  void aRetainedEnvironmentIsNotDeleted() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.RETAINED;
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("Retained");
  }

  @Test
  void nothingLeftIsNoWait() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING;
    scenario.reconcile();
    scenario.present.clear();
    scenario.reconcile();
    assertThat(scenario.condition("Deleting").reason()).isEqualTo("NothingLeft");
    assertThat(scenario.reasons()).doesNotContain("WaitingFor");
  }

  private static List<String> reasons(List<StatusEvent> events) {
    return events.stream().map(StatusEvent::reason).toList();
  }
}
