package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.desired.ReconcileMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every condition and column says for every reason of Stalled. */
class StalledConditionsTest {

  /** T: True, F: False, U: Unknown because of the stall. */
  @ParameterizedTest
  @CsvSource({
    "WRONG_ACCOUNT,  U, U, U, U",
    "WRONG_CLUSTER,  U, U, U, U",
    "REGION,         U, U, U, U",
    "UNSUPPORTED,    U, U, U, U",
    "FAULT,          U, U, U, U",
    "SPEC,           U, T, U, T",
    "LOOKUP_DENIED,  U, T, U, T",
    "LOOKUP_INVALID, U, T, U, T",
    "STEP_DENIED,    F, T, F, T",
    "STEP_INVALID,   F, T, F, T",
    "STEP_PROTECTED, F, T, F, T",
    "STEP_QUOTA,     F, T, F, T",
    "STEP_REFUSED,   F, T, F, T",
    "PLAN_REFUSED,   T, T, F, T",
  })
  void whatWasNotReadOrComparedIsUnknown(
      Stall stall, String network, String online, String inSync, String reachable) {
    StatusScenario scenario = StatusScenario.reconciled();
    EnvironmentStatus before = scenario.before();

    EnvironmentStatus status = stall.on(scenario);

    assertThat(summary(status, stall))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Ready", "F",
                "NetworkReady", network,
                "InstancesOnline", online,
                "InSync", inSync,
                "AWSReachable", reachable,
                "Stalled", "T"));
    assertThat(status.condition("Ready").orElseThrow().reason()).isEqualTo(stall.reason);
    assertThat(status.condition("Stalled").orElseThrow().reason()).isEqualTo(stall.reason);
    assertThat(status.reason()).isEqualTo(stall.reason);
    assertThat(status.conditions()).allMatch(condition -> condition.observedGeneration() == 1);
    assertThat(status.online()).isEqualTo(before.online()).isEqualTo("1/1");
    assertThat(status.pattern()).isEqualTo(before.pattern());
    assertThat(status.vpcId()).isEqualTo(before.vpcId());
    if (inSync.equals("U")) {
      assertThat(status.egress()).isEqualTo(before.egress());
      assertThat(status.instances()).isEqualTo(before.instances());
      assertThat(status.resources()).isEqualTo(before.resources());
      assertThat(status.plan()).as("nothing is planned").isEmpty();
    }
    assertThat(stall.on(scenario)).as("it is stable").isEqualTo(status);
  }

  /** {@code 0/0} would say that no instances are wanted. */
  @ParameterizedTest
  @EnumSource(
      value = Stall.class,
      names = {"WRONG_ACCOUNT", "WRONG_CLUSTER", "REGION", "UNSUPPORTED", "FAULT"})
  void aNewEnvironmentOfWhichNothingWasReadHasNoNumbers(Stall stall) {
    EnvironmentStatus status = stall.on(new StatusScenario());
    assertThat(status.online()).isNull();
    assertThat(status.egress()).isNull();
    assertThat(status.drift()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stall.class,
      names = {"SPEC", "LOOKUP_.*", "PLAN_REFUSED"},
      mode = EnumSource.Mode.MATCH_NONE)
  void aDeletionNamesWhatStallsIt(Stall stall) {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING;
    scenario.generation = 2;

    EnvironmentStatus status = stall.on(scenario);

    assertThat(status.condition("Deleting").orElseThrow())
        .returns(Status.TRUE, Condition::status)
        .returns(stall.reason, Condition::reason)
        .returns(2L, Condition::observedGeneration);
    assertThat(status.condition("Stalled").orElseThrow().reason()).isEqualTo(stall.reason);
    assertThat(status.reason()).isEqualTo("Deleting");
    assertThat(List.of("Ready", "NetworkReady", "InstancesOnline", "InSync"))
        .allSatisfy(type ->
            assertThat(status.condition(type).orElseThrow())
                .returns(Status.FALSE, Condition::status)
                .returns("Deleting", Condition::reason));
    assertThat(stall.on(scenario)).as("it is stable").isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stall.class,
      names = {"STEP_.*", "PLAN_REFUSED"},
      mode = EnumSource.Mode.MATCH_NONE)
  void theEndOfAStallRepeatsNoEvent(Stall stall) {
    StatusScenario scenario = StatusScenario.reconciled();
    EnvironmentStatus before = scenario.before();
    stall.on(scenario);

    scenario.unresolved = Optional.empty();
    scenario.reconcile();

    assertThat(statuses(scenario.before())).isEqualTo(statuses(before));
    assertThat(scenario.events).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stall.class,
      names = {"STEP_.*", "PLAN_REFUSED"},
      mode = EnumSource.Mode.MATCH_NONE)
  void driftMadeDuringAStallIsDrift(Stall stall) {
    StatusScenario scenario = StatusScenario.reconciled();
    stall.on(scenario);

    scenario.unresolved = Optional.empty();
    scenario.remove("subnet/workload-a");
    scenario.reconcile();

    assertThat(scenario.condition("InSync").reason()).isEqualTo("Drifted");
    assertThat(scenario.reasons()).contains("DriftDetected");
  }

  @Test
  void aChangeOfTheSpecDuringAStallIsNoDrift() {
    StatusScenario scenario = StatusScenario.reconciled();
    Stall.WRONG_ACCOUNT.on(scenario);
    scenario.generation = 2;
    scenario.count = 2;
    Stall.WRONG_ACCOUNT.on(scenario);

    scenario.unresolved = Optional.empty();
    scenario.reconcile();

    assertThat(scenario.condition("InSync").reason()).isEqualTo("NotApplied");
    assertThat(scenario.reasons()).doesNotContain("DriftDetected");
  }

  private static Map<String, String> summary(EnvironmentStatus status, Stall stall) {
    Map<String, String> summary = new TreeMap<>();
    status
        .conditions()
        .forEach(condition ->
            summary.put(
                condition.type(),
                switch (condition.status()) {
                  case TRUE -> "T";
                  case FALSE -> "F";
                  case UNKNOWN -> condition.reason().equals(stall.reason) ? "U" : "not read";
                }));
    return summary;
  }

  private static Map<String, Status> statuses(EnvironmentStatus status) {
    Map<String, Status> statuses = new TreeMap<>();
    status.conditions().forEach(one -> statuses.put(one.type(), one.status()));
    return statuses;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thatThereMayBeASessionDocumentIsNotForgotten(boolean deleting) {
    Instant now = Instant.parse("2026-11-27T00:00:00Z");
    Condition record =
        new Condition("SessionsConfigured", Status.TRUE, 1L, now.toString(), "Configured", "used");
    EnvironmentStatus before =
        new EnvironmentStatus(
            1L,
            null,
            null,
            null,
            null,
            List.of(record),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            List.of(),
            null,
            null);

    assertThat(
            StalledStatus.unsupportedSpec("spec.x is unknown", now)
                .on(before, 1, deleting)
                .condition("SessionsConfigured"))
        .contains(record);
  }
}
