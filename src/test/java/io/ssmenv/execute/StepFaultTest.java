package io.ssmenv.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Tags;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A step that throws an Error has ended. */
class StepFaultTest {

  private static final Owner OWNER = new Owner("c", "uid", "team-a/reports");
  private static final InternetGateway GATEWAY =
      new InternetGateway(Key.of("internet-gateway"), Tags.NONE);
  private static final Plan CREATE =
      new Plan(
          List.of(
              new Step.Create(GATEWAY, 0, new Reason(Reason.Code.MISSING, "missing"), List.of())));
  private static final Plan AWAIT =
      new Plan(List.of(new Step.Await(GATEWAY, "looking for what may have been created")));

  private final Deque<Runnable> submitted = new ArrayDeque<>();
  private final List<Owner> woken = new ArrayList<>();
  private final AtomicInteger faults = new AtomicInteger();
  private Optional<Error> fault = Optional.of(new StackOverflowError());
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final PlanExecutor executor =
      new PlanExecutor(
          submitted::add,
          OperatorClock.of(() -> now),
          woken::add,
          new InternalErrors(faults::incrementAndGet));

  @Test
  void anErrorInAStepIsACountedFailureAndTriggersAReconcile() {
    submit(CREATE);
    submitted.remove().run();

    Progress progress = submit(CREATE);

    assertThat(progress.inFlight()).isEmpty();
    assertThat(progress.failures()).containsExactly(failure(1, now.plusSeconds(5)));
    assertThat(faults).hasValue(1);
    assertThat(woken).containsExactly(OWNER);
    assertThat(executor.idle(OWNER, executor.mark())).isTrue();
  }

  @Test
  void theFailureIsKeptWhileTheOutcomeOfTheStepIsUnknown() {
    submit(CREATE);
    submitted.remove().run();
    Instant retryAt = now.plusSeconds(5);
    assertThat(submit(AWAIT).failures()).containsExactly(failure(1, retryAt));

    now = retryAt;
    submit(CREATE);
    submitted.remove().run();
    assertThat(submit(CREATE).failures()).containsExactly(failure(2, now.plusSeconds(10)));

    fault = Optional.empty();
    now = now.plusSeconds(10);
    submit(CREATE);
    submitted.remove().run();
    assertThat(submit(AWAIT).failures()).isEmpty();
  }

  private Progress submit(Plan plan) {
    return executor.submit(
        new SuppliedOutcome(this::perform),
        OWNER,
        PlanExecutorTest.nothing(),
        plan,
        executor.mark());
  }

  private Outcome perform() {
    fault.ifPresent(error -> {
      throw error;
    });
    return new Outcome.Done("igw-1");
  }

  private static Progress.Failure failure(int attempts, Instant retryAt) {
    return new Progress.Failure(
        GATEWAY.key(),
        new CloudError.Internal(
            "ssmenv",
            "StackOverflowError",
            "this is a fault of the operator, not of AWS or the spec; its log has the stack trace"),
        attempts,
        retryAt);
  }
}
