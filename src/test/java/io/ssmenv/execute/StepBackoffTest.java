package io.ssmenv.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress.Failure;
import io.ssmenv.execute.StepTracker.Attempt;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long the memory of a failure lasts, and which steps it delays. */
class StepBackoffTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<String> NONE = Set.of();
  private static final Key KEY = Key.of("subnet", "a");
  private static final Key VPC = Key.of("vpc");
  private static final CloudError INVALID = new CloudError.Invalid("A", "C", "wrong");
  private static final CloudError CONFLICT = new CloudError.Conflict("A", "C", "in use");
  private static final CloudError THROTTLED = new CloudError.Throttled("A", "C", "slow down");
  private static final Attempt WRONG = create("10.0.0.0/30", "vpc-1");
  private static final Attempt RIGHT = create("10.0.0.0/24", "vpc-1");

  private final StepTracker tracker = new StepTracker();
  private Instant now = NOW;

  @Test
  void consecutiveFailuresAreCountedUntilTheResourceIsAsDesired() {
    assertThat(fail(WRONG, CONFLICT).attempts()).isEqualTo(1);
    assertThat(fail(WRONG, INVALID).attempts()).isEqualTo(2);
    tracker.done(WRONG, 3);
    assertThat(shown(WRONG)).as("accepted").isEmpty();
    assertThat(fail(WRONG, INVALID).attempts()).as("not yet a success").isEqualTo(3);

    tracker.done(WRONG, 4);
    tracker.progress(List.of(), NONE, Set.of(WRONG.slot()), now);
    assertThat(fail(WRONG, INVALID).attempts()).isEqualTo(1);
  }

  @Test
  void aListingThatFailsForAPassOrAMissingDesiredStateForgetsNothing() {
    fail(WRONG, INVALID);
    fail(WRONG, INVALID);

    tracker.progress(List.of(), Set.of(WRONG.slot()), NONE, now);
    tracker.progress(now);

    assertThat(starts(WRONG)).isFalse();
    assertThat(fail(WRONG, INVALID).attempts()).isEqualTo(3);
  }

  @Test
  void aFailureOfWhatIsNoLongerWantedOrThereIsForgottenWhenItsBackOffEnds() {
    Failure failure = fail(WRONG, INVALID);

    tracker.progress(List.of(), NONE, NONE, now);
    assertThat(starts(WRONG)).as("wanted again a moment later").isFalse();

    now = failure.retryAt();
    assertThat(tracker.progress(List.of(), NONE, NONE, now).failures()).isEmpty();
    assertThat(fail(WRONG, INVALID).attempts()).isEqualTo(1);
  }

  @Test
  void aCorrectedStepStartsAtOnceAndAReturnToTheWrongOneDoesNot() {
    fail(WRONG, INVALID);
    fail(WRONG, INVALID);

    assertThat(shown(RIGHT)).isEmpty();
    assertThat(starts(WRONG)).isFalse();
    assertThat(starts(RIGHT)).isTrue();
    assertThat(fail(RIGHT, INVALID).attempts()).isEqualTo(1);
    assertThat(starts(WRONG)).isFalse();
    assertThat(fail(WRONG, INVALID).attempts()).isEqualTo(3);
  }

  @Test
  void aStepWhoseReferencedResourceWasReplacedStartsAtOnce() {
    fail(RIGHT, INVALID);

    assertThat(starts(create("10.0.0.0/24", "vpc-2"))).isTrue();
  }

  @Test
  void otherInputsDoNotHelpAgainstThrottling() {
    fail(WRONG, THROTTLED);

    assertThat(starts(RIGHT)).isFalse();
    assertThat(shown(RIGHT)).extracting(Failure::error).containsExactly(THROTTLED);
    assertThat(fail(RIGHT, THROTTLED).attempts()).isEqualTo(2);
  }

  @Test
  void aSpecThatChangesAllTheTimeIsDelayed() {
    int started = 0;
    for (int i = 0; i < 100; i++) {
      Attempt attempt = create("10.0." + i + ".0/30", "vpc-1");
      if (starts(attempt)) {
        started++;
        fail(attempt, INVALID);
      }
    }

    assertThat(started).isEqualTo(8);
    assertThat(tracker.progress(List.of(RIGHT), NONE, NONE, now).requeueAt()).isPresent();
  }

  @Test
  void aResourceThatAwsGaveUpOnIsCreatedAgainWithAGrowingBackoff() {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      assertThat(starts(RIGHT)).isTrue();
      tracker.done(RIGHT, 1);
      tracker.progress(List.of(), Set.of(RIGHT.slot()), NONE, now);
      tracker.gaveUp(deleteFailed(), 1, CONFLICT, now);

      Failure failure =
          tracker.progress(List.of(), Set.of(KEY.value()), NONE, now).failures().getFirst();
      assertThat(failure.error()).isEqualTo(new CloudError.ResourceFailed(CONFLICT));
      assertThat(failure.message()).isEqualTo("subnet/a: A: C: in use");
      assertThat(shown(RIGHT)).containsExactly(failure);
      assertThat(tracker.tryStart(RIGHT, 9, failure.retryAt().minusNanos(1))).isFalse();
      pauses.add(Duration.between(now, failure.retryAt()));
      now = failure.retryAt();
    }

    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(5L, 10L, 20L, 40L);
  }

  @Test
  void afterARestartAResourceThatAwsGaveUpOnIsNotCreatedAgainAtOnce() {
    tracker.gaveUp(deleteFailed(), 1, CONFLICT, now);

    assertThat(starts(RIGHT)).isFalse();
    assertThat(shown(RIGHT)).hasSize(1);
  }

  @Test
  void aResourceDeletedForAnotherReasonIsCreatedAtOnce() {
    tracker.done(delete(Reason.Code.REPLACED), 1);

    assertThat(shown(RIGHT)).isEmpty();
    assertThat(starts(RIGHT)).isTrue();
  }

  private boolean starts(Attempt attempt) {
    boolean started = tracker.tryStart(attempt, 9, now);
    if (started) {
      tracker.deferred(attempt, 2, now);
    }
    return started;
  }

  private Failure fail(Attempt attempt, CloudError error) {
    return tracker.failed(attempt, 2, error, now);
  }

  private List<Failure> shown(Attempt planned) {
    return tracker.progress(List.of(planned), NONE, NONE, now).failures();
  }

  private static Attempt create(String cidr, String vpcId) {
    Vpc vpc = new Vpc(VPC, "10.0.0.0/16", true, true, Tags.NONE);
    Observed there = new Observed(vpc, vpcId, State.READY, "available");
    Step.Create step =
        new Step.Create(
            new Subnet(KEY, Ref.to(VPC), cidr, "eu-west-1a", Tags.NONE),
            0,
            new Reason(Reason.Code.MISSING, "because"),
            List.of());
    return new Attempt(step, StepInputs.of(step, observation(Map.of(VPC, there))));
  }

  private static Attempt deleteFailed() {
    return delete(Reason.Code.FAILED);
  }

  private static Attempt delete(Reason.Code code) {
    Subnet subnet = new Subnet(KEY, Ref.to(VPC), "10.0.0.0/24", "eu-west-1a", Tags.NONE);
    Step.Delete step =
        new Step.Delete(
            new Observed(subnet, "subnet-1", State.FAILED, "failed"),
            new Reason(code, "because"),
            List.of());
    return new Attempt(step, StepInputs.of(step, observation(Map.of())));
  }

  private static Observation observation(Map<Key, Observed> present) {
    return new Observation(
        "1", present, List.of(), Map.of(), Map.of(), Map.of(), new Pings.Known(Map.of()));
  }
}
