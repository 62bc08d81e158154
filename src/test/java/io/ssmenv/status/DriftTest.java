package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.DriftStatus;
import io.ssmenv.api.v1alpha1.DriftStatus.DriftChange;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which differences are drift, and for how long. */
class DriftTest {

  private static final String ROUTE = "route/workload-a/0.0.0.0/0";

  @Test
  void creatingAnEnvironmentIsNotDrift() {
    StatusScenario scenario = new StatusScenario();
    scenario.reconcile();
    scenario.create("vpc");
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().drift()).isEqualTo(DriftStatus.NONE);
  }

  @Test
  void aMissingResourceInAnEnvironmentInSyncIsDriftUntilItIsRecreated() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove(ROUTE);
    DriftStatus found = scenario.reconcile().drift();
    assertThat(found.pending()).isEqualTo(1);
    assertThat(found.changes()).containsExactly(new DriftChange(ROUTE, "missing"));
    assertThat(found.lastDetected()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(scenario.condition("InSync").reason()).isEqualTo("Drifted");

    scenario.advance(Duration.ofSeconds(10));
    scenario.create(ROUTE);
    DriftStatus corrected = scenario.reconcile().drift();
    assertThat(corrected.pending()).isZero();
    assertThat(corrected.changes()).isEmpty();
    assertThat(corrected.corrected()).isEqualTo(1);
    assertThat(corrected.lastCorrected()).isEqualTo("2026-01-02T03:04:15Z");
    assertThat(corrected.lastDetected()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void driftStaysPendingWhileItIsBeingCorrected() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove("instance/app-0");
    scenario.reconcile();
    scenario.advance(Duration.ofSeconds(5));
    scenario.create("instance/app-0");
    scenario.state("instance/app-0", State.PENDING, "pending");
    DriftStatus pending = scenario.reconcile().drift();
    assertThat(pending.pending()).isEqualTo(1);
    assertThat(pending.corrected()).isZero();
    assertThat(pending.lastDetected()).isEqualTo("2026-01-02T03:04:05Z");
    scenario.state("instance/app-0", State.READY, "running");
    assertThat(scenario.reconcile().drift().corrected()).isEqualTo(1);
  }

  @Test
  void driftFoundDuringACorrectionIsCountedToo() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove(ROUTE);
    scenario.reconcile();
    scenario.remove("routetableassociation/workload-a");
    assertThat(scenario.reconcile().drift().pending()).isEqualTo(2);
    scenario.createAll();
    assertThat(scenario.reconcile().drift().corrected()).isEqualTo(2);
  }

  @Test
  void anOutOfBandDeletionIsDrift() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.state("instance/app-0", State.DELETING, "shutting-down");
    assertThat(scenario.reconcile().drift().changes())
        .containsExactly(
            new DriftChange("instance/app-0", scenario.id("app-0") + " is shutting-down"));
  }

  @Test
  void aChangedFieldIsReportedWithBothValues() {
    StatusScenario scenario = StatusScenario.reconciled();
    Resource changed = new Vpc(TopologyFixtures.VPC, "10.20.0.0/16", true, false, Tags.NONE);
    scenario.present.computeIfPresent(
        TopologyFixtures.VPC, (key, observed) -> observed.with(changed));
    assertThat(scenario.reconcile().drift().changes())
        .containsExactly(new DriftChange("vpc", "dnsHostnames is false, should be true"));
  }

  @Test
  void anUnlistedResourceIsDriftOnlyAfterItsAbsenceIsProven() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove("subnet/workload-a");
    scenario.missing.put(new Key("subnet/workload-a"), "subnet/workload-a is not listed");
    assertThat(scenario.reconcile().drift().pending()).isZero();
    scenario.missing.clear();
    assertThat(scenario.reconcile().drift().changes())
        .containsExactly(new DriftChange("subnet/workload-a", "missing"));
  }

  @Test
  void aSpecChangeIsNotDrift() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.generation = 2;
    scenario.count = 2;
    assertThat(scenario.reconcile().drift().pending()).isZero();
    assertThat(scenario.condition("InSync").reason()).isEqualTo("NotApplied");
    scenario.create("address/app-1");
    scenario.reconcile();
    assertThat(scenario.reconcile().drift().pending()).isZero();
  }

  @Test
  void aSpecChangeNeitherEndsNorAddsDrift() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.REPORT;
    scenario.remove(ROUTE);
    scenario.reconcile();
    scenario.generation = 2;
    scenario.count = 2;
    scenario.reconcile();
    assertThat(scenario.reconcile().drift().changes())
        .containsExactly(new DriftChange(ROUTE, "missing"));
  }

  @Test
  void withThePolicyReportNothingCountsAsCorrected() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.REPORT;
    scenario.remove(ROUTE);
    assertThat(scenario.reconcile().drift().pending()).isEqualTo(1);
    assertThat(scenario.condition("Ready").reason()).isEqualTo("ReportOnly");
    scenario.createAll();
    DriftStatus after = scenario.reconcile().drift();
    assertThat(after.pending()).isZero();
    assertThat(after.corrected()).isZero();
    assertThat(scenario.condition("Ready").reason()).isEqualTo("Ready");
  }

  @Test
  void allDriftIsCountedAndTwentyChangesAreListed() {
    StatusScenario scenario = new StatusScenario();
    scenario.count = 30;
    scenario.createAll();
    scenario.reconcile();
    for (int i = 0; i < 30; i++) {
      scenario.remove("addressassociation/app-" + i);
    }
    DriftStatus drift = scenario.reconcile().drift();
    assertThat(drift.pending()).isEqualTo(30);
    assertThat(drift.changes()).hasSize(20);
    scenario.createAll();
    assertThat(scenario.reconcile().drift().corrected()).isEqualTo(30);
  }

  @Test
  void aDeletionIsNotDrift() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING;
    scenario.generation = 2;
    assertThat(scenario.reconcile().drift().pending()).isZero();
  }
}
