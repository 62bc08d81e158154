package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What dies before it was ever online is not replaced in a storm. */
class LaunchHistoryTest {

  private static final Key APP = Instance.key("app-0");
  private static final String WHY = "Client.VolumeLimitExceeded: Volume limit exceeded";

  /** A launch that is seen once, and then is dead. */
  static void launchAndDie(StatusScenario scenario) {
    launch(scenario);
    scenario.die("app-0", WHY);
    scenario.reconcile();
  }

  private static void launch(StatusScenario scenario) {
    scenario.remove("instance/app-0");
    scenario.create("instance/app-0");
    scenario.reconcile();
  }

  private static StatusScenario neverOnline() {
    StatusScenario scenario = StatusScenario.built();
    scenario.remove("instance/app-0");
    scenario.reconcile();
    return scenario;
  }

  @Test
  void threeLaunchesFollowEachOtherAtOnceAndThePauseThenDoublesUpToHalfAnHour() {
    StatusScenario scenario = neverOnline();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      launchAndDie(scenario);
      Instant again = scenario.launches.requeueAt(scenario.now).orElse(scenario.now);
      pauses.add(Duration.between(scenario.now, again).toMinutes());
      scenario.now = again;
    }
    assertThat(pauses).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void aHeldLaunchSaysUntilWhenAndQuotesAws() {
    StatusScenario scenario = neverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndDie(scenario);
    }
    assertThat(scenario.launches.backoffs(scenario.now)).containsOnlyKeys(APP);
    assertThat(scenario.launches.backoffs(scenario.now).get(APP))
        .contains("3 consecutive instances")
        .contains("2026-01-02T03:05:05Z")
        .contains(WHY);
    assertThat(scenario.plan().steps())
        .filteredOn(step -> step.key().equals(APP))
        .noneMatch(step -> step instanceof Step.Write write && write.ready());
    InstanceStatus.Launches told = scenario.instance("app-0").launches();
    assertThat(told.failed()).isEqualTo(3);
    assertThat(told.retryAt()).isEqualTo("2026-01-02T03:05:05Z");
    assertThat(told.reason()).contains(WHY);
  }

  @Test
  void afterThePauseItIsLaunchedAgain() {
    StatusScenario scenario = neverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndDie(scenario);
    }
    scenario.pass(Duration.ofSeconds(61));
    scenario.reconcile();
    assertThat(scenario.launches.backoffs(scenario.now)).isEmpty();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(3);
  }

  @Test
  void aDeathIsCountedOnceHoweverLongAwsShowsTheDead() {
    StatusScenario scenario = neverOnline();
    launchAndDie(scenario);
    scenario.reconcile();
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void aDeathIsCountedThoughTheNextInstanceIsThereAlready() {
    StatusScenario scenario = neverOnline();
    launch(scenario);
    scenario.die("app-0", WHY);
    scenario.create("instance/app-0");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void anInstanceThatAnswersEndsTheCount() {
    StatusScenario scenario = neverOnline();
    launchAndDie(scenario);
    launchAndDie(scenario);
    launch(scenario);
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }

  @Test
  void theDeathOfAnInstanceThatWasOnlineIsNoFailedLaunch() {
    StatusScenario scenario = StatusScenario.settled();
    scenario.silent("app-0");
    scenario.reconcile();
    scenario.die("app-0", "Server.SpotInstanceTermination");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }

  @Test
  void whatTheOperatorReplacesIsNoFailedLaunch() {
    StatusScenario scenario = neverOnline();
    launch(scenario);
    Step.Delete delete =
        new Step.Delete(
            scenario.present.get(APP), new Reason(Reason.Code.REPLACED, "other image"), List.of());
    scenario.status =
        Optional.of(new StatusBuilder(scenario.inputs(new Plan(List.of(delete)))).status());
    assertThat(scenario.instance("app-0").launches().replaced()).isEqualTo(scenario.id("app-0"));
    scenario.state("instance/app-0", State.DELETING, "shutting-down");
    scenario.reconcile();
    scenario.die("app-0", "Client.UserInitiatedShutdown: User initiated shutdown");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }

  @Test
  void whatOthersTerminateBeforeItAnswersIsOne() {
    StatusScenario scenario = neverOnline();
    launch(scenario);
    scenario.die("app-0", "Client.UserInitiatedShutdown: User initiated shutdown");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void whatIsOnlyNotListedIsNotDead() {
    StatusScenario scenario = neverOnline();
    launch(scenario);
    scenario.remove("instance/app-0");
    scenario.missing.put(APP, "instance/app-0 is not listed");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").id()).isNotNull();
    assertThat(scenario.instance("app-0").launches()).isNull();
  }
}
