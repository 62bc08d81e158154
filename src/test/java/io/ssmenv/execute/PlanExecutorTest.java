package io.ssmenv.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.plan.Wait;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanExecutorTest {

  private static final Owner OWNER = new Owner("c", "uid", "team-a/reports");
  private static final Step.Create CREATE = create(List.of());

  private final Deque<Runnable> submitted = new ArrayDeque<>();
  private final List<Owner> woken = new ArrayList<>();
  private Outcome outcome = new Outcome.Done("igw-1");
  private final Operations operations = new SuppliedOutcome(() -> outcome);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final PlanExecutor executor =
      new PlanExecutor(
          submitted::add, OperatorClock.of(() -> now), woken::add, new InternalErrors(() -> {}));

  @Test
  void aReadyStepIsSubmittedWithoutWaitingForItsEnd() {
    Progress progress = submitCreate(executor.mark());

    assertThat(submitted).hasSize(1);
    assertThat(progress.inFlight()).containsExactly(CREATE);
    assertThat(woken).isEmpty();
  }

  @Test
  void afterTheStopNoStepBeginsAndThoseInProgressEnd() {
    submitCreate(executor.mark());
    executor.stop();
    assertThat(executor.stepsInProgress()).isOne();

    submitted.remove().run();
    assertThat(executor.stepsInProgress()).isZero();
    submitCreate(executor.mark());
    assertThat(submitted).isEmpty();
    assertThat(executor.idle(OWNER, executor.mark())).isTrue();
  }

  @Test
  void aBlockedStepIsNotSubmitted() {
    Step.Create waiting = create(List.of(new Wait(Optional.empty(), "something else")));

    executor.submit(operations, OWNER, nothing(), new Plan(List.of(waiting)), executor.mark());

    assertThat(submitted).isEmpty();
  }

  @Test
  void onlyOneStepRunsForEachResource() {
    submitCreate(executor.mark());
    submitCreate(executor.mark());

    assertThat(submitted).hasSize(1);
  }

  @Test
  void theEndOfAStepTriggersAReconcile() {
    submitCreate(executor.mark());
    submitted.remove().run();

    assertThat(woken).containsExactly(OWNER);
    assertThat(executor.progress(OWNER, nothing(), Plan.EMPTY).inFlight()).isEmpty();
  }

  @Test
  void aPlanMadeBeforeAStepEndedDoesNotRepeatIt() {
    long before = executor.mark();
    submitCreate(before);
    submitted.remove().run();

    submitCreate(before);
    assertThat(submitted).isEmpty();
    submitCreate(executor.mark());
    assertThat(submitted).hasSize(1);
  }

  @Test
  void anEnvironmentIsIdleOnlyIfNoStepEndedSinceItWasObserved() {
    long before = executor.mark();
    submitCreate(before);
    assertThat(executor.idle(OWNER, before)).isFalse();

    submitted.remove().run();
    assertThat(executor.idle(OWNER, before)).isFalse();
    assertThat(executor.idle(OWNER, executor.mark())).isTrue();
  }

  @Test
  void aDueButBlockedStepDoesNotRequestARequeue() {
    outcome = new Outcome.Failed(new CloudError.QuotaExceeded("CreateX", "LimitExceeded", "no"));
    submitCreate(executor.mark());
    submitted.remove().run();
    Step.Create waiting = create(List.of(new Wait(Optional.empty(), "something else")));
    Plan plan = new Plan(List.of(waiting));
    Instant requeueAt =
        executor
            .submit(operations, OWNER, nothing(), plan, executor.mark())
            .requeueAt()
            .orElseThrow();

    now = requeueAt;
    assertThat(executor.submit(operations, OWNER, nothing(), plan, executor.mark()).requeueAt())
        .isEmpty();
  }

  @Test
  void theBackoffGrowsWithEachFailure() {
    outcome = new Outcome.Failed(new CloudError.QuotaExceeded("CreateX", "LimitExceeded", "no"));
    List<Duration> pauses = new ArrayList<>();
    for (int attempt = 0; attempt < 4; attempt++) {
      submitCreate(executor.mark());
      submitted.remove().run();
      Progress.Failure failure = submitCreate(executor.mark()).failures().getFirst();
      assertThat(submitted).isEmpty();
      pauses.add(Duration.between(now, failure.retryAt()));
      now = failure.retryAt();
    }
    assertThat(pauses)
        .containsExactly(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40));
  }

  @Test
  void aStepDeferredByTheBudgetIsRetriedLaterAndIsNotAFailure() {
    outcome = new Outcome.Deferred(now.plusSeconds(3));
    submitCreate(executor.mark());
    submitted.remove().run();

    Progress progress = submitCreate(executor.mark());

    assertThat(submitted).isEmpty();
    assertThat(progress.failures()).isEmpty();
    assertThat(progress.requeueAt()).contains(now.plusSeconds(3));
    now = now.plusSeconds(3);
    submitCreate(executor.mark());
    assertThat(submitted).hasSize(1);
  }

  @Test
  void aResourceThatFailedInAwsIsNotRecreatedImmediately() {
    Observed failed =
        new Observed(CREATE.resource(), "igw-1", Observed.State.FAILED, "failed: no room");
    Step.Delete delete =
        new Step.Delete(failed, new Reason(Reason.Code.FAILED, "it failed"), List.of());
    outcome =
        new Outcome.DeletedFailed(
            "igw-1", new CloudError.Conflict("CreateInternetGateway", "Taken", "in use"));
    executor.submit(operations, OWNER, nothing(), new Plan(List.of(delete)), executor.mark());
    submitted.remove().run();

    Progress progress = submitCreate(executor.mark());

    assertThat(submitted).isEmpty();
    assertThat(progress.failures()).hasSize(1);
  }

  @Test
  void aThousandStepsThatEndedAreNotRemembered() {
    for (int i = 0; i < 1_000; i++) {
      Step.Create create = create("app-" + i, List.of());
      executor.submit(operations, OWNER, nothing(), new Plan(List.of(create)), executor.mark());
      submitted.remove().run();
      executor.submit(operations, OWNER, nothing(), Plan.EMPTY, executor.mark());
    }

    assertThat(executor.remembered(OWNER)).isLessThan(3);
  }

  private Progress submitCreate(long mark) {
    return executor.submit(operations, OWNER, nothing(), new Plan(List.of(CREATE)), mark);
  }

  /** Nothing exists in the account. */
  static Observation nothing() {
    return new Observation(
        "1", Map.of(), List.of(), Map.of(), Map.of(), Map.of(), new Pings.Known(Map.of()));
  }

  private static Step.Create create(List<Wait> waits) {
    return create("main", waits);
  }

  private static Step.Create create(String name, List<Wait> waits) {
    return new Step.Create(
        new InternetGateway(Key.of("internetgateway", name), Tags.NONE),
        0,
        new Reason(Reason.Code.MISSING, "missing"),
        waits);
  }
}
