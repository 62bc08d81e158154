package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.execute.Progress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes and goes is one event, and what the operator does itself is none. */
class ExpectedEventsTest {

  @Test
  void whatStallsAnEnvironmentHasOneCauseForEachGenerationReasonAndResource() {
    Optional<String> first = causeOfStalled(1, "Request ID: 59dbff89-35bd-4eac-99ed-be587abcdef0");

    assertThat(first).isPresent();
    assertThat(causeOfStalled(1, "Request ID: 0c1f8a3e-77aa-4b1c-8d2e-0123456789ab"))
        .isEqualTo(first);
    assertThat(causeOfStalled(2, "Request ID: 59dbff89-35bd-4eac-99ed-be587abcdef0"))
        .isNotEqualTo(first);
  }

  private static Optional<String> causeOfStalled(long generation, String message) {
    StatusScenario scenario = new StatusScenario();
    scenario.generation = generation;
    scenario.progress =
        new Progress(
            List.of(),
            List.of(
                new Progress.Failure(
                    TopologyFixtures.VPC,
                    new CloudError.QuotaExceeded("CreateVpc", "VpcLimitExceeded", message),
                    1,
                    scenario.now.plusSeconds(5))),
            Optional.empty());
    scenario.reconcile();
    return scenario.events.stream()
        .filter(event -> event.reason().equals("QuotaExceeded"))
        .findFirst()
        .orElseThrow()
        .cause();
  }

  @Test
  void anInstanceThatTheOperatorTerminatesHasNotLostItsConnection() {
    StatusScenario scenario = new StatusScenario();
    scenario.count = 2;
    scenario.createAll();
    scenario.reconcile();
    scenario.count = 1;
    scenario.generation = 2;
    scenario.ping("app-1", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).doesNotContain("ConnectionLost");

    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("ConnectionLost");
  }

  @ParameterizedTest
  @CsvSource({"PAUSED, Paused", "REPORT, ReportOnly"})
  void anIncompleteNetworkIsNotInWorkWhileNothingIsWritten(ReconcileMode mode, String reason) {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = mode;
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();

    assertThat(scenario.condition("NetworkReady").reason()).isEqualTo(reason);
  }
}
