package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Subnet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status of environments that are paused, or that cannot be read: known values are kept. */
class BlockedAndUnreachableTest {

  @Test
  void aFailureBeforeThePauseDoesNotStall() {
    StatusScenario scenario = new StatusScenario();
    scenario.mode = ReconcileMode.PAUSED;
    CloudError denied = new CloudError.Denied("CreateVpc", "UnauthorizedOperation", "no");
    scenario.progress =
        new Progress(
            List.of(),
            List.of(new Progress.Failure(TopologyFixtures.VPC, denied, 1, scenario.now)),
            Optional.empty());
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().condition("Stalled")).isEmpty();
  }

  @Test
  void aFailedListingIsReportedAndTheOtherConditionsAreKept() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.unlisted.put(
        Subnet.class,
        new Unlisted(Unlisted.Cause.FAILED, "DescribeSubnets: AuthFailure: not able to validate"));
    scenario.reconcile();
    assertThat(scenario.condition("AWSReachable").status()).isEqualTo(Status.FALSE);
    assertThat(scenario.condition("AWSReachable").message())
        .contains("DescribeSubnets: AuthFailure");
    assertThat(scenario.condition("Ready").status()).isEqualTo(Status.TRUE);
    assertThat(scenario.reasons()).containsExactly("ObservationFailed");
  }

  @Test
  void aRestartOfTheOperatorDoesNotChangeTheStatus() {
    StatusScenario scenario = StatusScenario.reconciled();
    EnvironmentStatus before = scenario.status.orElseThrow();
    scenario
        .desired()
        .resources()
        .forEach(resource ->
            scenario.unlisted.put(
                resource.getClass(),
                new Unlisted(Unlisted.Cause.NOT_READ, "not read since the start")));
    scenario.present.clear();
    scenario.account = "";
    scenario.pingError = Optional.of("Systems Manager has not been asked yet since the start");
    assertThat(scenario.reconcile()).isEqualTo(before);
  }

  @Test
  void aPausedEnvironmentIsNotReadyWhileChangesArePending() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.PAUSED;
    scenario.generation = 2;
    scenario.count = 2;
    scenario.reconcile();
    assertThat(scenario.condition("Ready").reason()).isEqualTo("Paused");
    assertThat(scenario.condition("Ready").message()).contains("spec.paused");
    assertThat(scenario.status.orElseThrow().condition("Reconciling")).isEmpty();
    assertThat(scenario.status.orElseThrow().plan()).contains("create address/app-1");
  }

  @ParameterizedTest
  @CsvSource({"PAUSED, Paused", "REPORT, ReportOnly"})
  void whileNothingIsWrittenTheNetworkSaysWhyAndInSyncNamesTheFirstStep(
      ReconcileMode mode, String reason) {
    StatusScenario scenario = new StatusScenario();
    scenario.mode = mode;
    scenario.reconcile();
    assertThat(scenario.condition("NetworkReady").reason()).as("new").isEqualTo(reason);
    assertThat(scenario.condition("InSync").reason()).as("new").isEqualTo("NotApplied");

    scenario = StatusScenario.reconciled();
    scenario.mode = mode;
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    scenario.reconcile();
    assertThat(scenario.condition("NetworkReady").reason()).as("drift").isEqualTo(reason);
    assertThat(scenario.condition("InSync").reason()).as("drift").isEqualTo("Drifted");
    assertThat(scenario.condition("InSync").message()).contains("route/workload-a/0.0.0.0/0");

    scenario = StatusScenario.reconciled();
    scenario.mode = mode;
    scenario.generation = 2;
    scenario.count = 2;
    scenario.reconcile();
    assertThat(scenario.condition("InSync").reason()).as("new spec").isEqualTo("NotApplied");
    scenario.reconcile();
    assertThat(scenario.condition("InSync").reason()).as("new spec").isEqualTo("NotApplied");
  }

  @Test
  void moreStepsThanTheStatusListsAreSaidToBeMore() {
    StatusScenario scenario = new StatusScenario();
    scenario.mode = ReconcileMode.PAUSED;
    scenario.count = 5;
    scenario.reconcile();
    int steps = scenario.plan().steps().size();
    assertThat(steps).isGreaterThan(EnvironmentStatus.PLAN_LINES);
    assertThat(scenario.condition("Ready").message())
        .contains(
            "status.plan lists the first 19 of the "
                + steps
                + " pending steps, and ./ssmenv plan NAME -n NAMESPACE lists all of them");

    scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.PAUSED;
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    assertThat(scenario.condition("Ready").message())
        .contains("status.plan lists the pending step; set spec.paused to false to apply it");
  }

  @Test
  void aRefusedStepStalls() {
    StatusScenario scenario = StatusScenario.reconciled();
    Step.Refuse refuse =
        new Step.Refuse(
            scenario.desired().find(TopologyFixtures.VPC).orElseThrow(), "cidr differs", "no");
    StatusInputs inputs = scenario.inputs(new Plan(List.of(refuse)));
    assertThat(new StatusBuilder(inputs).status().condition("Stalled")).isPresent();
  }
}
