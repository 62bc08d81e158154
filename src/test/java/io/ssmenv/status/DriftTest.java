package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.DriftStatus;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What counts as drift, and for how long. */
class DriftTest {

  private static final String ROUTE = "route/workload-a/0.0.0.0/0";

  @Test
  void creatingAnEnvironmentIsNoDrift() {
    StatusScenario world = new StatusScenario();
    world.reconcile();
    world.create("vpc");
    world.reconcile();
    assertThat(world.status.orElseThrow().drift()).isEqualTo(DriftStatus.NONE);
  }

  @Test
  void whatVanishesFromAnEnvironmentInSyncIsDriftUntilItIsBack() {
    StatusScenario world = StatusScenario.settled();
    world.remove(ROUTE);
    DriftStatus found = world.reconcile().drift();
    assertThat(found.pending()).isEqualTo(1);
    assertThat(found.changes()).containsExactly(ROUTE + " missing");
    assertThat(found.lastDetected()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(world.condition("InSync").reason()).isEqualTo("Drifted");

    world.pass(Duration.ofSeconds(10));
    world.create(ROUTE);
    DriftStatus corrected = world.reconcile().drift();
    assertThat(corrected.pending()).isZero();
    assertThat(corrected.changes()).isEmpty();
    assertThat(corrected.corrected()).isEqualTo(1);
    assertThat(corrected.lastCorrected()).isEqualTo("2026-01-02T03:04:15Z");
    assertThat(corrected.lastDetected()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void aDifferenceStaysTheSameOneWhileItIsBeingCorrected() {
    StatusScenario world = StatusScenario.settled();
    world.remove("instance/app-0");
    world.reconcile();
    world.pass(Duration.ofSeconds(5));
    world.create("instance/app-0");
    world.state("instance/app-0", State.PENDING, "pending");
    DriftStatus pending = world.reconcile().drift();
    assertThat(pending.pending()).isEqualTo(1);
    assertThat(pending.corrected()).isZero();
    assertThat(pending.lastDetected()).isEqualTo("2026-01-02T03:04:05Z");
    world.state("instance/app-0", State.READY, "running");
    assertThat(world.reconcile().drift().corrected()).isEqualTo(1);
  }

  @Test
  void driftThatIsFoundWhileOtherIsCorrectedCountsToo() {
    StatusScenario world = StatusScenario.settled();
    world.remove(ROUTE);
    world.reconcile();
    world.remove("routetableassociation/workload-a");
    assertThat(world.reconcile().drift().pending()).isEqualTo(2);
    world.build();
    assertThat(world.reconcile().drift().corrected()).isEqualTo(2);
  }

  @Test
  void whatSomebodyElseIsDeletingIsDrift() {
    StatusScenario world = StatusScenario.settled();
    world.state("instance/app-0", State.DELETING, "shutting-down");
    assertThat(world.reconcile().drift().changes())
        .singleElement()
        .asString()
        .startsWith("instance/app-0 (")
        .endsWith("is shutting-down");
  }

  @Test
  void aChangedFieldIsToldWithBothValues() {
    StatusScenario world = StatusScenario.settled();
    Resource changed = new Vpc(TopologyFixtures.VPC, "10.20.0.0/16", true, false, Tags.NONE);
    world.present.computeIfPresent(TopologyFixtures.VPC, (key, one) -> one.with(changed));
    assertThat(world.reconcile().drift().changes())
        .containsExactly("vpc dnsHostnames is false, should be true");
  }

  @Test
  void aMissingListingIsNoDriftAndTheProofThatFollowsIs() {
    StatusScenario world = StatusScenario.settled();
    world.remove("subnet/workload-a");
    world.missing.put(new Key("subnet/workload-a"), "subnet/workload-a is not listed");
    assertThat(world.reconcile().drift().pending()).isZero();
    world.missing.clear();
    assertThat(world.reconcile().drift().changes()).containsExactly("subnet/workload-a missing");
  }

  @Test
  void aChangeOfTheSpecIsNoDrift() {
    StatusScenario world = StatusScenario.settled();
    world.generation = 2;
    world.count = 2;
    assertThat(world.reconcile().drift().pending()).isZero();
    assertThat(world.condition("InSync").reason()).isEqualTo("NotApplied");
    world.create("address/app-1");
    world.reconcile();
    assertThat(world.reconcile().drift().pending()).isZero();
  }

  @Test
  void driftOutlivesAChangeOfTheSpecAndDoesNotGrowByIt() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.REPORT;
    world.remove(ROUTE);
    world.reconcile();
    world.generation = 2;
    world.count = 2;
    world.reconcile();
    assertThat(world.reconcile().drift().changes()).containsExactly(ROUTE + " missing");
  }

  @Test
  void underReportNothingCountsAsCorrected() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.REPORT;
    world.remove(ROUTE);
    assertThat(world.reconcile().drift().pending()).isEqualTo(1);
    assertThat(world.condition("Ready").reason()).isEqualTo("ReportOnly");
    world.build();
    DriftStatus after = world.reconcile().drift();
    assertThat(after.pending()).isZero();
    assertThat(after.corrected()).isZero();
    assertThat(world.condition("Ready").reason()).isEqualTo("Ready");
  }

  @Test
  void moreThanTwentyDifferencesAreCountedAndTwentyTold() {
    StatusScenario world = new StatusScenario();
    world.count = 30;
    world.build();
    world.reconcile();
    for (int i = 0; i < 30; i++) {
      world.remove("addressassociation/app-" + i);
    }
    DriftStatus drift = world.reconcile().drift();
    assertThat(drift.pending()).isEqualTo(30);
    assertThat(drift.changes()).hasSize(20);
    world.build();
    assertThat(world.reconcile().drift().corrected()).isEqualTo(30);
  }

  @Test
  void whatADeletionTakesAwayIsNoDrift() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.DELETING;
    world.generation = 2;
    assertThat(world.reconcile().drift().pending()).isZero();
  }
}
