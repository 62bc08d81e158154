package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.CloudError;
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
    StatusScenario world = new StatusScenario();
    world.reconcile();
    world.create("vpc");
    world.reconcile();
    assertThat(world.reasons()).contains("Created").doesNotContain("NetworkReady", "Launched");
    world.build();
    world.silent("app-0");
    world.reconcile();
    assertThat(world.reasons()).contains("NetworkReady", "Launched").doesNotContain("Online");
    world.ping("app-0", "Online");
    world.reconcile();
    assertThat(world.reasons()).containsExactly("Online");
    world.reconcile();
    assertThat(world.happened).isEmpty();
  }

  @Test
  void aLostConnectionIsToldOnceAndSoIsItsReturn() {
    StatusScenario world = StatusScenario.settled();
    world.ping("app-0", "ConnectionLost");
    world.reconcile();
    assertThat(world.reasons()).containsExactly("ConnectionLost");
    assertThat(world.happened.getFirst().type()).isEqualTo(StatusEvent.Type.WARNING);
    world.reconcile();
    assertThat(world.happened).isEmpty();
    world.ping("app-0", "Online");
    world.reconcile();
    assertThat(world.reasons()).containsExactly("Online");
  }

  @Test
  void noConnectionIsLostWhereTheEnvironmentIsDeleted() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.DELETING;
    world.ping("app-0", "ConnectionLost");
    world.reconcile();
    assertThat(world.reasons()).contains("Deleting").doesNotContain("ConnectionLost");
  }

  @Test
  void aConnectionIsLostWhereTheDeletionIsPaused() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.DELETING_PAUSED;
    world.ping("app-0", "ConnectionLost");
    world.reconcile();
    assertThat(world.reasons()).containsExactly("DeletionWaits", "ConnectionLost");
  }

  @Test
  void aPauseOfSystemsManagerIsNoLossOfConnection() {
    StatusScenario world = StatusScenario.settled();
    world.noPings = Optional.of("InternalServerError");
    world.reconcile();
    assertThat(world.reasons()).containsExactly("SystemsManagerUnavailable");
    world.noPings = Optional.empty();
    world.reconcile();
    assertThat(world.happened).isEmpty();
  }

  @Test
  void driftIsToldWhenItIsFoundAndWhenItIsCorrected() {
    StatusScenario world = StatusScenario.settled();
    world.remove("route/workload-a/0.0.0.0/0");
    world.reconcile();
    assertThat(world.reasons()).containsExactly("DriftDetected");
    assertThat(world.happened.getFirst().message()).isEqualTo("route/workload-a/0.0.0.0/0 missing");
    world.pass(Duration.ofSeconds(5));
    world.reconcile();
    assertThat(world.happened).isEmpty();
    world.create("route/workload-a/0.0.0.0/0");
    world.reconcile();
    assertThat(world.reasons()).contains("DriftCorrected").doesNotContain("DriftDetected");
  }

  @Test
  void ofManyDifferencesThoseThatMoveUpIntoTheListAreNotFoundAnew() {
    StatusScenario world = new StatusScenario();
    world.count = 30;
    world.build();
    world.reconcile();
    for (int i = 0; i < 30; i++) {
      world.remove("addressassociation/app-" + i);
    }
    world.reconcile();
    world.create("addressassociation/app-0");
    world.pass(Duration.ofSeconds(5));
    world.reconcile();
    assertThat(world.reasons()).contains("DriftCorrected").doesNotContain("DriftDetected");
  }

  @Test
  void aRefusalIsToldOnceHoweverOftenItIsTriedAgain() {
    StatusScenario world = new StatusScenario();
    world.progress = refused(world, 1);
    world.reconcile();
    assertThat(world.happened)
        .filteredOn(one -> one.type() == StatusEvent.Type.WARNING)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.reason()).isEqualTo("QuotaExceeded");
          assertThat(one.message()).contains("vpc: CreateVpc: VpcLimitExceeded: The maximum");
        });
    world.pass(Duration.ofMinutes(5));
    world.progress = refused(world, 2);
    world.reconcile();
    assertThat(world.happened).isEmpty();
  }

  private static Progress refused(StatusScenario world, int times) {
    return failed(
        world,
        new CloudError.QuotaExceeded("CreateVpc", "VpcLimitExceeded", "The maximum is reached"),
        times);
  }

  private static Progress failed(StatusScenario world, CloudError error, int times) {
    return new Progress(
        List.of(),
        List.of(new Progress.Failure(TopologyFixtures.VPC, error, times, world.now.plusSeconds(5))),
        List.of(),
        Optional.empty());
  }

  @Test
  void whatIsWaitedForIsToldWhenItChanges() {
    StatusScenario world = new StatusScenario();
    world.create("vpc");
    world.state("vpc", State.PENDING, "pending");
    world.reconcile();
    assertThat(world.happened)
        .filteredOn(one -> one.reason().equals("WaitingFor"))
        .extracting(StatusEvent::message)
        .containsExactly("vpc (vpc-1) is pending");
    world.reconcile();
    assertThat(world.happened).isEmpty();
  }

  @Test
  void oneAttemptAfterAnotherIsOneCauseForEachSpecAndStateOfAResource() {
    Optional<String> first = causeOfWaiting("vpc-0a1b2c3d4e5f60718", "pending", 1);
    assertThat(first).isPresent();
    assertThat(causeOfWaiting("vpc-0fffffffffffffff9", "pending", 1)).isEqualTo(first);
    assertThat(causeOfWaiting("vpc-0a1b2c3d4e5f60718", "pending", 2)).isNotEqualTo(first);
    assertThat(causeOfWaiting("vpc-0a1b2c3d4e5f60718", "gone soon", 1)).isNotEqualTo(first);
  }

  private static Optional<String> causeOfWaiting(String id, String awsState, long generation) {
    StatusScenario world = new StatusScenario();
    world.generation = generation;
    world.create("vpc");
    world.present.computeIfPresent(
        TopologyFixtures.VPC, (key, vpc) -> vpc.with(id).with(State.PENDING, awsState));
    world.reconcile();
    return cause(world);
  }

  @Test
  void anOutageIsOneCauseHoweverDifferentTheRequestsAndAttemptsAreThatItAnswers() {
    assertThat(causeOfUnavailable("Request ID: 59dbff89-35bd-4eac-99ed-be587abcdef0", 4))
        .isEqualTo(causeOfUnavailable("Request ID: 0c1f8a3e-77aa-4b1c-8d2e-0123456789ab", 1));
  }

  private static Optional<String> causeOfUnavailable(String request, int attempts) {
    StatusScenario world = new StatusScenario();
    String message =
        "Service: Ec2, Status Code: 503, %s, Attempts: %d".formatted(request, attempts);
    world.progress =
        failed(world, new CloudError.Unavailable("CreateVpc", "Http503", message), attempts);
    world.reconcile();
    return cause(world);
  }

  private static Optional<String> cause(StatusScenario world) {
    return world.happened.stream()
        .filter(one -> one.reason().equals("WaitingFor"))
        .findFirst()
        .orElseThrow()
        .cause();
  }

  @Test
  void aChangeOfPatternSaysBeforehandThatSessionsBreak() {
    StatusScenario world = StatusScenario.settled();
    world.generation = 2;
    world.pattern = Pattern.NAT_GATEWAY;
    world.reconcile();
    assertThat(world.reasons()).startsWith("PatternChanging");
    assertThat(world.happened.getFirst().message()).contains("open sessions break once");
    world.reconcile();
    assertThat(world.reasons()).doesNotContain("PatternChanging");
  }

  @Test
  void aDeletionIsToldWithWhatIsWaitedFor() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.DELETING;
    world.generation = 2;
    world.reconcile();
    assertThat(world.reasons()).contains("Deleting");
    world.state("instance/app-0", State.DELETING, "shutting-down");
    world.reconcile();
    assertThat(world.reasons()).containsExactly("WaitingFor");
    world.reconcile();
    assertThat(world.happened).isEmpty();
  }

  @Test
  void whatIsRetainedIsToldAsSuch() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.RETAINED;
    world.generation = 2;
    world.reconcile();
    assertThat(world.reasons()).containsExactly("Retained");
  }

  @Test
  void anotherProcessTellsNothingAgain() {
    StatusScenario world = StatusScenario.settled();
    world.remove("route/workload-a/0.0.0.0/0");
    world.reconcile();
    StatusScenario next = new StatusScenario();
    next.status = world.status;
    next.now = world.now.plusSeconds(30);
    next.present.putAll(world.present);
    next.ping("app-0", "Online");
    next.reconcile();
    assertThat(next.happened).isEmpty();
  }
}
