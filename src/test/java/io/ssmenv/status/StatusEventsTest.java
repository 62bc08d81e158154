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

/** Events tell what a person would want to know, once. */
class StatusEventsTest {

  @Test
  void creationIsToldInItsSteps() {
    StatusScenario scenario = new StatusScenario();
    scenario.reconcile();
    scenario.create("vpc");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Created").doesNotContain("NetworkReady", "Launched");
    scenario.build();
    scenario.silent("app-0");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("NetworkReady", "Launched").doesNotContain("Online");
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("Online");
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void aLostConnectionIsToldOnceAndSoIsItsReturn() {
    StatusScenario scenario = StatusScenario.settled();
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
  void noConnectionIsLostWhereTheEnvironmentIsDeleted() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.mode = ReconcileMode.DELETING;
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Deleting").doesNotContain("ConnectionLost");
  }

  @Test
  void aConnectionIsLostWhereTheDeletionIsPaused() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.mode = ReconcileMode.DELETING_PAUSED;
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("DeletionBlocked", "ConnectionLost");
  }

  @Test
  void aPauseOfSystemsManagerIsNoLossOfConnection() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.noPings = Optional.of("InternalServerError");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("SystemsManagerUnavailable");
    scenario.noPings = Optional.empty();
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void driftIsToldWhenItIsFoundAndWhenItIsCorrected() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("DriftDetected");
    assertThat(scenario.events.getFirst().message())
        .isEqualTo("route/workload-a/0.0.0.0/0 missing");
    scenario.pass(Duration.ofSeconds(5));
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
    scenario.create("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("DriftCorrected").doesNotContain("DriftDetected");
  }

  @Test
  void ofManyDifferencesThoseThatMoveUpIntoTheListAreNotFoundAnew() {
    StatusScenario scenario = new StatusScenario();
    scenario.count = 30;
    scenario.build();
    scenario.reconcile();
    for (int i = 0; i < 30; i++) {
      scenario.remove("addressassociation/app-" + i);
    }
    scenario.reconcile();
    scenario.create("addressassociation/app-0");
    scenario.pass(Duration.ofSeconds(5));
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("DriftCorrected").doesNotContain("DriftDetected");
  }

  @Test
  void aRefusalIsToldOnceHoweverOftenItIsTriedAgain() {
    StatusScenario scenario = new StatusScenario();
    scenario.progress = refused(scenario, 1);
    scenario.reconcile();
    assertThat(scenario.events)
        .filteredOn(one -> one.type() == StatusEvent.Type.WARNING)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.reason()).isEqualTo("QuotaExceeded");
          assertThat(one.message()).contains("vpc: CreateVpc: VpcLimitExceeded: The maximum");
        });
    scenario.pass(Duration.ofMinutes(5));
    scenario.progress = refused(scenario, 2);
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  private static Progress refused(StatusScenario scenario, int times) {
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
        List.of(),
        Optional.empty());
  }

  @Test
  void whatIsWaitedForIsToldWhenItChanges() {
    StatusScenario scenario = new StatusScenario();
    scenario.create("vpc");
    scenario.state("vpc", State.PENDING, "pending");
    scenario.reconcile();
    assertThat(scenario.events)
        .filteredOn(one -> one.reason().equals("WaitingFor"))
        .extracting(StatusEvent::message)
        .containsExactly("vpc (vpc-1) is pending");
    scenario.reconcile();
    assertThat(scenario.events).isEmpty();
  }

  @Test
  void oneAttemptAfterAnotherIsOneCauseForEachSpecAndResource() {
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
  void anOutageIsOneCauseHoweverDifferentTheRequestsAndAttemptsAreThatItAnswers() {
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
        .filter(one -> one.reason().equals("WaitingFor"))
        .findFirst()
        .orElseThrow()
        .cause();
  }

  @Test
  void aChangeOfPatternSaysBeforehandThatSessionsBreak() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.generation = 2;
    scenario.pattern = Pattern.NAT_GATEWAY;
    scenario.reconcile();
    assertThat(scenario.reasons()).startsWith("PatternChanging");
    assertThat(scenario.events.getFirst().message()).contains("Open sessions break once");
    scenario.reconcile();
    assertThat(scenario.reasons()).doesNotContain("PatternChanging");
  }

  @Test
  void aDeletionIsToldWithWhatIsWaitedFor() {
    StatusScenario scenario = StatusScenario.settled();
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
  void whatIsRetainedIsToldAsSuch() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.mode = ReconcileMode.RETAINED;
    scenario.generation = 2;
    scenario.reconcile();
    assertThat(scenario.reasons()).containsExactly("Retained");
  }

  @Test
  void anotherProcessTellsNothingAgain() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    StatusScenario next = new StatusScenario();
    next.status = scenario.status;
    next.now = scenario.now.plusSeconds(30);
    next.present.putAll(scenario.present);
    next.ping("app-0", "Online");
    next.reconcile();
    assertThat(next.events).isEmpty();
  }
}
