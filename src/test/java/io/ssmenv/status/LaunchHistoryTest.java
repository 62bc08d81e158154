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
import org.junit.jupiter.api.Test;

/** What dies before it was ever online is not replaced in a storm. */
class LaunchHistoryTest {

  private static final Key APP = Instance.key("app-0");
  private static final String WHY = "Client.VolumeLimitExceeded: Volume limit exceeded";

  /** A launch that is seen once, and then is dead. */
  static void launchAndDie(StatusScenario world) {
    launch(world);
    world.die("app-0", WHY);
    world.reconcile();
  }

  private static void launch(StatusScenario world) {
    world.remove("instance/app-0");
    world.create("instance/app-0");
    world.reconcile();
  }

  private static StatusScenario neverOnline() {
    StatusScenario world = StatusScenario.built();
    world.remove("instance/app-0");
    world.reconcile();
    return world;
  }

  @Test
  void threeLaunchesFollowEachOtherAtOnceAndThePauseThenDoublesUpToHalfAnHour() {
    StatusScenario world = neverOnline();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      launchAndDie(world);
      Instant again = world.launches.requeueAt(world.now).orElse(world.now);
      pauses.add(Duration.between(world.now, again).toMinutes());
      world.now = again;
    }
    assertThat(pauses).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void aHeldLaunchSaysUntilWhenAndQuotesAws() {
    StatusScenario world = neverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndDie(world);
    }
    assertThat(world.launches.backoffs(world.now)).containsOnlyKeys(APP);
    assertThat(world.launches.backoffs(world.now).get(APP))
        .contains("3 instances in a row")
        .contains("2026-01-02T03:05:05Z")
        .contains(WHY);
    assertThat(world.plan().steps())
        .filteredOn(step -> step.key().equals(APP))
        .noneMatch(step -> step instanceof Step.Write write && write.ready());
    InstanceStatus.Launches told = world.instance("app-0").launches();
    assertThat(told.failed()).isEqualTo(3);
    assertThat(told.retryAt()).isEqualTo("2026-01-02T03:05:05Z");
    assertThat(told.reason()).contains(WHY);
  }

  @Test
  void afterThePauseItIsLaunchedAgain() {
    StatusScenario world = neverOnline();
    for (int i = 0; i < 3; i++) {
      launchAndDie(world);
    }
    world.pass(Duration.ofSeconds(61));
    world.reconcile();
    assertThat(world.launches.backoffs(world.now)).isEmpty();
    assertThat(world.instance("app-0").launches().failed()).isEqualTo(3);
  }

  @Test
  void aDeathIsCountedOnceHoweverLongAwsShowsTheDead() {
    StatusScenario world = neverOnline();
    launchAndDie(world);
    world.reconcile();
    world.reconcile();
    assertThat(world.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void aDeathIsCountedThoughTheNextInstanceIsThereAlready() {
    StatusScenario world = neverOnline();
    launch(world);
    world.die("app-0", WHY);
    world.create("instance/app-0");
    world.reconcile();
    assertThat(world.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void anInstanceThatAnswersEndsTheCount() {
    StatusScenario world = neverOnline();
    launchAndDie(world);
    launchAndDie(world);
    launch(world);
    world.ping("app-0", "Online");
    world.reconcile();
    assertThat(world.instance("app-0").launches()).isNull();
  }

  @Test
  void theDeathOfAnInstanceThatWasOnlineIsNoFailedLaunch() {
    StatusScenario world = StatusScenario.settled();
    world.silent("app-0");
    world.reconcile();
    world.die("app-0", "Server.SpotInstanceTermination");
    world.reconcile();
    assertThat(world.instance("app-0").launches()).isNull();
  }

  @Test
  void whatTheOperatorReplacesIsNoFailedLaunch() {
    StatusScenario world = neverOnline();
    launch(world);
    Step.Delete delete =
        new Step.Delete(
            world.present.get(APP), new Reason(Reason.Code.REPLACED, "other image"), List.of());
    world.status =
        java.util.Optional.of(
            StatusBuilder.build(
                world.findings().planned(world.desired(), new Plan(List.of(delete)))));
    assertThat(world.instance("app-0").launches().replaced()).isEqualTo(world.id("app-0"));
    world.state("instance/app-0", State.DELETING, "shutting-down");
    world.reconcile();
    world.die("app-0", "Client.UserInitiatedShutdown: User initiated shutdown");
    world.reconcile();
    assertThat(world.instance("app-0").launches()).isNull();
  }

  @Test
  void whatOthersTerminateBeforeItAnswersIsOne() {
    StatusScenario world = neverOnline();
    launch(world);
    world.die("app-0", "Client.UserInitiatedShutdown: User initiated shutdown");
    world.reconcile();
    assertThat(world.instance("app-0").launches().failed()).isEqualTo(1);
  }

  @Test
  void whatIsOnlyNotListedIsNotDead() {
    StatusScenario world = neverOnline();
    launch(world);
    world.remove("instance/app-0");
    world.missing.put(APP, "instance/app-0 is not listed");
    world.reconcile();
    assertThat(world.instance("app-0").id()).isNotNull();
    assertThat(world.instance("app-0").launches()).isNull();
  }
}
