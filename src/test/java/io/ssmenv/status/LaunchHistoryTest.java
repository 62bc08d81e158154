package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.plan.Wait;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Instances that terminate before they were online are replaced with backoff. */
class LaunchHistoryTest {

  private static final Key APP = Instance.key("app-0");
  private static final String TERMINATION_REASON =
      "Client.VolumeLimitExceeded: Volume limit exceeded";

  /** A launch that one reconcile observes and the next one finds terminated. */
  static void launchAndTerminate(StatusScenario scenario) {
    launch(scenario);
    scenario.terminate("app-0", TERMINATION_REASON);
    scenario.reconcile();
  }

  private static void launch(StatusScenario scenario) {
    scenario.remove("instance/app-0");
    scenario.create("instance/app-0");
    scenario.reconcile();
  }

  private static StatusScenario createdButNeverOnline() {
    StatusScenario scenario = StatusScenario.created();
    scenario.remove("instance/app-0");
    scenario.reconcile();
    return scenario;
  }

  @Test
  void threeLaunchesRunWithoutAPauseAndThenThePauseDoublesUpToThirtyMinutes() {
    StatusScenario scenario = createdButNeverOnline();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      launchAndTerminate(scenario);
      Instant retryAt = scenario.launches.requeueAt(scenario.now).orElse(scenario.now);
      pauses.add(Duration.between(scenario.now, retryAt).toMinutes());
      scenario.now = retryAt;
    }
    assertThat(pauses).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void aLaunchInBackoffReportsItsRetryTimeAndTheErrorOfAws() {
    StatusScenario scenario = createdButNeverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndTerminate(scenario);
    }
    assertThat(scenario.launches.backoffs(scenario.now)).containsOnlyKeys(APP);
    assertThat(scenario.launches.backoffs(scenario.now).get(APP))
        .contains("3 consecutive instances")
        .contains("2026-01-02T03:05:05Z")
        .contains(TERMINATION_REASON);
    assertThat(scenario.plan().steps())
        .filteredOn(step -> step.key().equals(APP))
        .noneMatch(step -> step instanceof Step.Write write && write.ready());
    InstanceStatus.Launches launches = scenario.instance("app-0").launches();
    assertThat(launches.failed()).isEqualTo(3);
    assertThat(launches.retryAt()).isEqualTo("2026-01-02T03:05:05Z");
    assertThat(launches.reason()).contains(TERMINATION_REASON);
  }

  @Test
  void theBackoffEndsAfterThePauseAndTheCountIsKept() {
    StatusScenario scenario = createdButNeverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndTerminate(scenario);
    }
    scenario.advance(Duration.ofSeconds(61));
    scenario.reconcile();
    assertThat(scenario.launches.backoffs(scenario.now)).isEmpty();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(3);
  }

  @Test
  void aTerminationIsCountedOnceWhileAwsStillListsTheInstance() {
    StatusScenario scenario = createdButNeverOnline();
    launchAndTerminate(scenario);
    scenario.reconcile();
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void aTerminationIsCountedEvenIfTheSuccessorExists() {
    StatusScenario scenario = createdButNeverOnline();
    launch(scenario);
    scenario.terminate("app-0", TERMINATION_REASON);
    scenario.create("instance/app-0");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void anOnlineInstanceResetsTheCount() {
    StatusScenario scenario = createdButNeverOnline();
    launchAndTerminate(scenario);
    launchAndTerminate(scenario);
    launch(scenario);
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }

  @Test
  void theTerminationOfAnInstanceThatWasOnlineIsNotAFailedLaunch() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.unregister("app-0");
    scenario.reconcile();
    scenario.terminate("app-0", "Server.SpotInstanceTermination");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }

  @Test
  void aReplacementByTheOperatorIsNotAFailedLaunch() {
    StatusScenario scenario = createdButNeverOnline();
    launch(scenario);
    Step.Delete delete =
        new Step.Delete(
            scenario.present.get(APP), new Reason(Reason.Code.REPLACED, "other image"), List.of());
    scenario.status =
        Optional.of(new StatusBuilder(scenario.inputs(new Plan(List.of(delete)))).status());
    assertThat(scenario.instance("app-0").launches().replaced()).isEqualTo(scenario.id("app-0"));
    scenario.state("instance/app-0", State.DELETING, "shutting-down");
    scenario.reconcile();
    scenario.terminate("app-0", "Client.UserInitiatedShutdown: User initiated shutdown");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches().failed()).isZero();
    assertThat(scenario.launches.replaced())
        .as("until the next one is online")
        .containsExactly(APP);

    launch(scenario);
    assertThat(scenario.launches.replaced()).containsExactly(APP);
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }

  @Test
  void anotherInstanceThanTheSpecAsksForIsReplacedWhoeverDeletesIt() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.state("instance/app-0", State.DELETING, "shutting-down");
    scenario.reconcile();
    assertThat(scenario.launches.replaced()).isEmpty();

    scenario.type = Optional.of("t3.large");
    scenario.reconcile();
    assertThat(scenario.launches.replaced()).containsExactly(APP);
  }

  @Test
  void anotherTypeIsLaunchedAtOnceAndCountedAnew() {
    StatusScenario scenario = createdButNeverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndTerminate(scenario);
    }
    scenario.type = Optional.of("t3.large");
    scenario.reconcile();
    assertThat(scenario.launches.backoffs(scenario.now)).isEmpty();
    assertThat(scenario.instance("app-0").launches()).isNull();
    launchAndTerminate(scenario);
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void launchesThatAnEarlierVersionHasRecordedAreThoseOfThisSpec() {
    StatusScenario scenario = createdButNeverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndTerminate(scenario);
    }
    InstanceStatus.Launches launches = scenario.instance("app-0").launches();
    JsonNode status = new ObjectMapper().valueToTree(scenario.status.orElseThrow());
    status.findParents("inputs").forEach(parent -> ((ObjectNode) parent).remove("inputs"));
    scenario.status = Optional.of(new ObjectMapper().convertValue(status, EnvironmentStatus.class));
    assertThat(scenario.instance("app-0").launches().inputs()).isNull();

    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).isEqualTo(launches);
  }

  @Test
  void onlyTheInstanceThatIsReplacedNowIsRecordedAsReplaced() {
    StatusScenario scenario = StatusScenario.reconciled();
    Observed app = scenario.present.get(APP);
    Wait turn = new Wait(Optional.of(APP), "its turn");
    for (Step.Delete other :
        List.of(
            new Step.Delete(app, new Reason(Reason.Code.NO_LONGER_DESIRED, "fewer"), List.of()),
            new Step.Delete(app, new Reason(Reason.Code.ENVIRONMENT_DELETED, "gone"), List.of()),
            new Step.Delete(app, new Reason(Reason.Code.REPLACED, "type"), List.of(turn)))) {
      scenario.status = Optional.of(statusWith(scenario, other));
      assertThat(scenario.instance("app-0").launches()).as(other.toString()).isNull();
    }
    Step.Delete now = new Step.Delete(app, new Reason(Reason.Code.REPLACED, "type"), List.of());
    scenario.status = Optional.of(statusWith(scenario, now));
    assertThat(scenario.instance("app-0").launches().replaced()).isEqualTo(app.id());

    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).as("the spec is as before").isNull();
  }

  private static EnvironmentStatus statusWith(StatusScenario scenario, Step step) {
    return new StatusBuilder(scenario.inputs(new Plan(List.of(step)))).status();
  }

  @Test
  void anOutOfBandTerminationBeforeTheFirstPingIsAFailedLaunch() {
    StatusScenario scenario = createdButNeverOnline();
    launch(scenario);
    scenario.terminate("app-0", "Client.UserInitiatedShutdown: User initiated shutdown");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void anUnlistedInstanceIsNotAFailedLaunch() {
    StatusScenario scenario = createdButNeverOnline();
    launch(scenario);
    scenario.remove("instance/app-0");
    scenario.missing.put(APP, "instance/app-0 is not listed");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").id()).isNotNull();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }
}
