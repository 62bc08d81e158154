package io.ssmenv.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.Timing;
import io.ssmenv.execute.StepTracker.Attempt;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepTrackerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final CloudError CONFLICT = new CloudError.Conflict("A", "C", "in use");
  private static final Attempt ONE = create("one");
  private static final Attempt TWO = create("two");

  private final StepTracker tracker = new StepTracker();

  @Test
  void onlyOneStepRunsForEachResource() {
    assertThat(tracker.tryStart(ONE, 0, NOW)).isTrue();

    assertThat(tracker.tryStart(ONE, 0, NOW)).isFalse();
    assertThat(tracker.tryStart(delete("one", Reason.Code.SUPERSEDED), 0, NOW)).isFalse();
    assertThat(tracker.tryStart(TWO, 0, NOW)).isTrue();
    assertThat(progress(NOW).inFlight()).containsExactly(ONE.step(), TWO.step());
  }

  @Test
  void aDuplicateCanBeDeletedDuringAStepForTheSameKey() {
    tracker.tryStart(ONE, 0, NOW);

    assertThat(tracker.tryStart(delete("one", Reason.Code.DUPLICATE), 0, NOW)).isTrue();
  }

  @Test
  void aPlanMadeBeforeAStepEndedStartsNothingForItsResource() {
    tracker.tryStart(ONE, 0, NOW);
    tracker.done(ONE, 5);

    assertThat(tracker.tryStart(ONE, 4, NOW)).isFalse();
    assertThat(tracker.tryStart(TWO, 4, NOW)).isTrue();
    assertThat(tracker.tryStart(ONE, 5, NOW)).isTrue();
  }

  @Test
  void aFailedOrDeferredStepStartsOnlyFromANewPlan() {
    Instant due = tracker.failed(ONE, 5, CONFLICT, NOW).retryAt();
    tracker.deferred(TWO, 6, due);

    assertThat(tracker.tryStart(ONE, 4, due)).isFalse();
    assertThat(tracker.tryStart(TWO, 5, due)).isFalse();
    assertThat(tracker.tryStart(ONE, 5, due)).isTrue();
    assertThat(tracker.tryStart(TWO, 6, due)).isTrue();
  }

  @Test
  void aFailedStepDoesNotStartBeforeItsRetryTime() {
    tracker.tryStart(ONE, 0, NOW);
    Progress.Failure failure = tracker.failed(ONE, 1, CONFLICT, NOW);

    assertThat(failure)
        .isEqualTo(new Progress.Failure(ONE.step().key(), CONFLICT, 1, NOW.plusSeconds(4)));
    assertThat(progress(NOW).failures()).containsExactly(failure);
    assertThat(progress(NOW).inFlight()).isEmpty();
    assertThat(tracker.tryStart(ONE, 1, failure.retryAt().minusNanos(1))).isFalse();
    assertThat(tracker.tryStart(ONE, 1, failure.retryAt())).isTrue();
  }

  @Test
  void aDeferredStepWaitsForItsTimeAndIsNotAFailure() {
    Instant later = NOW.plusSeconds(3);
    tracker.tryStart(ONE, 0, NOW);
    tracker.deferred(ONE, 1, later);

    assertThat(tracker.tryStart(ONE, 1, later.minusNanos(1))).isFalse();
    assertThat(progress(NOW).failures()).isEmpty();
    assertThat(progress(NOW).inFlight()).isEmpty();
    assertThat(progress(NOW).requeueAt()).contains(later);
    assertThat(tracker.tryStart(ONE, 1, later)).isTrue();
  }

  @Test
  void aDeferralIsDroppedWhenTheStepStartsOrIsNoLongerPlanned() {
    Instant later = NOW.plusSeconds(3);
    tracker.deferred(ONE, 1, later);
    tracker.tryStart(ONE, 1, later);
    assertThat(progress(NOW).requeueAt()).isEmpty();

    tracker.deferred(TWO, 2, later);
    assertThat(tracker.progress(List.of(), Set.of(), Set.of(), NOW).requeueAt()).isEmpty();
    assertThat(tracker.tryStart(TWO, 2, NOW)).isTrue();
  }

  @Test
  void requeueAtIsTheEarliestFutureTime() {
    tracker.failed(ONE, 1, CONFLICT, NOW);
    tracker.deferred(TWO, 2, NOW.plusSeconds(6));

    assertThat(progress(NOW).requeueAt()).contains(NOW.plusSeconds(4));
    assertThat(progress(NOW.plusSeconds(4)).requeueAt()).contains(NOW.plusSeconds(6));
    assertThat(progress(NOW.plusSeconds(6)).requeueAt()).isEmpty();
  }

  @Test
  void idleMeansThatNoStepRunsOrEndedAfterTheMark() {
    assertThat(tracker.idle(0)).isTrue();

    tracker.tryStart(ONE, 0, NOW);
    assertThat(tracker.idle(9)).isFalse();

    tracker.done(ONE, 1);
    assertThat(tracker.idle(0)).isFalse();
    assertThat(tracker.idle(1)).isTrue();

    tracker.failed(ONE, 2, CONFLICT, NOW);
    tracker.deferred(TWO, 3, NOW);
    assertThat(tracker.idle(2)).isFalse();
    assertThat(tracker.idle(3)).isTrue();
  }

  @Test
  void attemptsAreUnderWayUntilTheyEndAndRefusedUntilTheyAreRetried() {
    CloudError denied = new CloudError.Denied("A", "C", "no");
    tracker.tryStart(ONE, 0, NOW);
    assertThat(tracker.attempts(NOW)).isEqualTo(new Attempts(Set.of(ONE.step().key()), Set.of()));

    Progress.Failure failure = tracker.failed(ONE, 1, denied, NOW);
    assertThat(tracker.attempts(NOW)).isEqualTo(new Attempts(Set.of(), Set.of(ONE.step().key())));
    assertThat(tracker.attempts(failure.retryAt())).isEqualTo(Attempts.NONE);

    tracker.failed(TWO, 2, new CloudError.Unavailable("A", "C", "no response"), NOW);
    assertThat(tracker.attempts(failure.retryAt())).isEqualTo(Attempts.NONE);
  }

  @Test
  void aStepKeepsFailingUntilAwsAcceptsItAndAnErrorThatPassesCountsFromTheFourthTimeOn() {
    tracker.failed(ONE, 1, new CloudError.QuotaExceeded("A", "C", "no more"), NOW);
    for (int times = 1; times < Timing.FAILURES_THAT_LAST; times++) {
      tracker.failed(TWO, 1, CONFLICT, NOW);
    }
    assertThat(tracker.failing()).containsExactly(ONE.step().key());

    tracker.failed(TWO, 1, CONFLICT, NOW);
    assertThat(tracker.failing()).containsExactlyInAnyOrder(ONE.step().key(), TWO.step().key());
    assertThat(tracker.refused()).as("what may not pass").containsExactly(ONE.step().key());

    tracker.tryStart(ONE, 1, NOW.plusSeconds(600));
    assertThat(tracker.failing()).as("while it is tried again").contains(ONE.step().key());
    tracker.done(ONE, 2);
    assertThat(tracker.failing()).containsExactly(TWO.step().key());
  }

  private Progress progress(Instant now) {
    return tracker.progress(List.of(ONE, TWO), Set.of(), Set.of(), now);
  }

  private static Attempt create(String name) {
    return attempt(
        new Step.Create(
            new Address(Key.of("address", name), Tags.NONE),
            0,
            new Reason(Reason.Code.MISSING, "because"),
            List.of()));
  }

  private static Attempt delete(String name, Reason.Code code) {
    Observed observed =
        new Observed(
            new Address(Key.of("address", name), Tags.NONE),
            "eipalloc-1",
            Observed.State.READY,
            "available");
    return attempt(new Step.Delete(observed, new Reason(code, "because"), List.of()));
  }

  private static Attempt attempt(Step.Write step) {
    return new Attempt(step, StepInputs.of(step, PlanExecutorTest.nothing()));
  }
}
