package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.execute.Progress;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each change that matters to a user is published as an event once. */
class StatusEventsTest {

  @Test
  void creationPublishesAnEventForEachStage() {
    StatusScenario scenario = new StatusScenario();
    scenario.reconcile();
    scenario.create("vpc");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Created").doesNotContain("NetworkReady", "Launched");
    scenario.createAll();
    scenario.unregister("app-0");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("NetworkReady", "Launched").doesNotContain("Online");
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("Online");
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void aLostAndARestoredConnectionPublishOneEventEach() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("ConnectionLost");
    assertThat(scenario.events.getFirst().type()).isEqualTo(StatusEvent.Type.WARNING);
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("Online");
  }

  @Test
  void aDeletionPublishesNoConnectionLostEvent() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING;
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Deleting").doesNotContain("ConnectionLost");
  }

  @Test
  void aPausedDeletionPublishesAConnectionLostEvent() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING_PAUSED;
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("DeletionBlocked", "ConnectionLost");
  }

  @Test
  void anOutageOfSystemsManagerPublishesNoConnectionLostEvent() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.pingError = Optional.of("InternalServerError");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("SystemsManagerUnavailable");
    scenario.pingError = Optional.empty();
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void driftPublishesAnEventWhenDetectedAndWhenCorrected() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("DriftDetected");
    assertThat(scenario.events.getFirst().message())
        .isEqualTo("route/workload-a/0.0.0.0/0 missing");
    scenario.advance(Duration.ofSeconds(5));
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
    scenario.create("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("DriftCorrected").doesNotContain("DriftDetected");
  }

  @Test
  void driftThatMovesIntoTheListedChangesPublishesNoSecondEvent() {
    StatusScenario scenario = new StatusScenario();
    scenario.count = 30;
    scenario.createAll();
    scenario.reconcile();
    for (int i = 0; i < 30; i++) {
      scenario.remove("addressassociation/app-" + i);
    }
    scenario.reconcile();
    scenario.create("addressassociation/app-0");
    scenario.advance(Duration.ofSeconds(5));
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("DriftCorrected").doesNotContain("DriftDetected");
  }

  @Test
  void retriesOfAFailedStepPublishNoSecondEvent() {
    StatusScenario scenario = new StatusScenario();
    scenario.progress = quotaExceeded(scenario, 1);
    scenario.reconcile();
    assertThat(scenario.events)
        .filteredOn(event -> event.type() == StatusEvent.Type.WARNING)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.reason()).isEqualTo("QuotaExceeded");
          assertThat(event.message()).contains("vpc: CreateVpc: VpcLimitExceeded: The maximum");
        });
    scenario.advance(Duration.ofMinutes(5));
    scenario.progress = quotaExceeded(scenario, 2);
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  private static Progress quotaExceeded(StatusScenario scenario, int times) {
    return failed(
        scenario,
        new CloudError.QuotaExceeded("CreateVpc", "VpcLimitExceeded", "The maximum is reached"),
        times);
  }

  private static Progress failed(StatusScenario scenario, CloudError error, int times) {
    return new Progress(
        List.of(),
        List.of(
            new Progress.Failure(TopologyFixtures.VPC, error, times, scenario.now.plusSeconds(5))),
        Optional.empty());
  }

  @Test
  void aNewBlockerPublishesAWaitingForEvent() {
    StatusScenario scenario = new StatusScenario();
    scenario.create("vpc");
    scenario.state("vpc", State.PENDING, "pending");
    scenario.reconcile();
    assertThat(scenario.events)
        .filteredOn(event -> event.reason().equals("WaitingFor"))
        .extracting(StatusEvent::message)
        .containsExactly("vpc (vpc-1) is pending");
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void waitingForAResourceHasOneCauseInEachGeneration() {
    Optional<String> first = causeOfWaiting("vpc-0a1b2c3d4e5f60718", "pending", 1);
    assertThat(first).isPresent();
    assertThat(causeOfWaiting("vpc-0fffffffffffffff9", "pending", 1)).isEqualTo(first);
    assertThat(causeOfWaiting("vpc-0a1b2c3d4e5f60718", "pending", 2)).isNotEqualTo(first);
  }

  private static Optional<String> causeOfWaiting(String id, String awsState, long generation) {
    StatusScenario scenario = new StatusScenario();
    scenario.generation = generation;
    scenario.create("vpc");
    scenario.present.computeIfPresent(
        TopologyFixtures.VPC, (key, vpc) -> vpc.with(id).with(State.PENDING, awsState));
    scenario.reconcile();
    return cause(scenario);
  }

  @Test
  void anOutageHasOneCauseForAllRequestIdsAndAttempts() {
    assertThat(causeOfUnavailable("Request ID: 59dbff89-35bd-4eac-99ed-be587abcdef0", 4))
        .isEqualTo(causeOfUnavailable("Request ID: 0c1f8a3e-77aa-4b1c-8d2e-0123456789ab", 1));
  }

  private static Optional<String> causeOfUnavailable(String request, int attempts) {
    StatusScenario scenario = new StatusScenario();
    String message =
        "Service: Ec2, Status Code: 503, %s, Attempts: %d".formatted(request, attempts);
    scenario.progress =
        failed(scenario, new CloudError.Unavailable("CreateVpc", "Http503", message), attempts);
    scenario.reconcile();
    return cause(scenario);
  }

  private static Optional<String> cause(StatusScenario scenario) {
    return scenario.events.stream()
        .filter(event -> event.reason().equals("WaitingFor"))
        .findFirst()
        .orElseThrow()
        .cause();
  }

  @Test
  void aPatternChangeWarnsBeforehandThatSessionsBreak() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.generation = 2;
    scenario.pattern = Pattern.NAT_GATEWAY;
    scenario.reconcile();
    assertThat(scenario.reasons()).startsWith("PatternChanging");
    assertThat(scenario.events.getFirst().message()).contains("Open sessions break once");
    scenario.reconcile();
    assertThat(scenario.reasons()).doesNotContain("PatternChanging");
  }

  @Test
  void aDeletionPublishesItsBlockerAsAWaitingForEvent() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING;
    scenario.generation = 2;
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Deleting");
    scenario.state("instance/app-0", State.DELETING, "shutting-down");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("WaitingFor");
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void retainedResourcesPublishARetainedEvent() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.RETAINED;
    scenario.generation = 2;
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("Retained");
  }

  @Test
  void aRestartedOperatorPublishesNoEventAgain() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    StatusScenario restarted = new StatusScenario();
    restarted.status = scenario.status;
    restarted.now = scenario.now.plusSeconds(30);
    restarted.present.putAll(scenario.present);
    restarted.ping("app-0", "Online");
    restarted.reconcile();
    assertThat(restarted.events).isEmpty();
  }
}
