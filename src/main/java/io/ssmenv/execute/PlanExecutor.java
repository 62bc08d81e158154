package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.execute.StepTracker.Attempt;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits every step that is ready, and returns immediately. Each step runs on its own thread; when
 * it has ended, the environment is reconciled again. The API budget limits the number of calls, not
 * the number of threads.
 */
public final class PlanExecutor {

  private static final Logger log = LoggerFactory.getLogger(PlanExecutor.class);

  private final Executor threads;
  private final OperatorClock clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final RunningSteps running = new RunningSteps();
  private final AtomicLong sequence = new AtomicLong();
  private final Map<String, StepTracker> trackers = new ConcurrentHashMap<>();

  /**
   * @param threads on which steps run; must not queue
   * @param wake called with the owner of a step that has ended
   */
  public PlanExecutor(
      Executor threads, OperatorClock clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  /**
   * Take a mark before observing AWS: a plan that is made from that observation cannot repeat a
   * step that ended after the mark, because the observation may not show its effect.
   */
  public long mark() {
    return sequence.get();
  }

  /**
   * Submits all steps that are ready.
   *
   * @param operations of the scope in which the environment is
   * @param observed what the plan was made from; its account is the one that may be written to
   * @param mark taken before the observation that the plan is made from
   */
  public Progress submit(
      Operations operations, Owner owner, Observation observed, Plan plan, long mark) {
    StepTracker tracker = tracker(owner);
    Instant now = clock.monotonic().instant();
    tracker.forgetFinished(mark);
    for (Attempt attempt : withInputs(plan, observed)) {
      if (attempt.step().ready() && running.tryBegin(owner.uid())) {
        if (tracker.tryStart(attempt, mark, now)) {
          threads.execute(() -> run(operations, owner, observed.accountId(), attempt, tracker));
        } else {
          running.end(owner.uid());
        }
      }
    }
    return progress(owner, observed, plan, now);
  }

  /** Starts no further step, in any environment. Steps in progress continue. */
  public void stop() {
    running.stop();
  }

  /** The number of steps in progress, in all environments. */
  public int stepsInProgress() {
    return running.count();
  }

  /** The state of the work, without submitting any. */
  public Progress progress(Owner owner, Observation observed, Plan plan) {
    return progress(owner, observed, plan, clock.monotonic().instant());
  }

  /** The state of the work if there is no plan, because what is desired is not known at present. */
  public Progress progress(Owner owner) {
    return tracker(owner).progress(clock.monotonic().instant()).inWallTime(clock);
  }

  private Progress progress(Owner owner, Observation observed, Plan plan, Instant now) {
    Set<String> awaited = new HashSet<>();
    plan.steps().stream()
        .filter(step -> !(step instanceof Step.Write))
        .forEach(step -> awaited.add(step.key().value()));
    Set<String> settled =
        observed.present().keySet().stream().map(Key::value).collect(Collectors.toSet());
    return tracker(owner)
        .progress(withInputs(plan, observed), awaited, settled, now)
        .inWallTime(clock);
  }

  private static List<Attempt> withInputs(Plan plan, Observation observed) {
    return plan.writes().stream()
        .map(step -> new Attempt(step, StepInputs.of(step, observed)))
        .toList();
  }

  /**
   * The incarnations whose client token AWS refused in this process, because its resource is dead.
   */
  public Map<Key, Integer> refusedTokens(Owner owner) {
    return tracker(owner).refusedTokens();
  }

  /** What became of the steps so far. Take it before observing AWS. */
  public Attempts attempts(Owner owner) {
    return tracker(owner).attempts(clock.monotonic().instant());
  }

  /** The resources whose step AWS does not accept for a lasting reason, or time and again. */
  public Set<Key> failing(Owner owner) {
    return tracker(owner).failing();
  }

  /** The resources whose step AWS does not accept for a lasting reason. */
  public Set<Key> refused(Owner owner) {
    return tracker(owner).refused();
  }

  /**
   * Whether no step of the environment is in flight, and none has ended since a mark: an
   * observation that was made after the mark shows the effect of every step.
   */
  public boolean idle(Owner owner, long mark) {
    return tracker(owner).idle(mark);
  }

  /**
   * Whether a step of an environment is in progress, also after it was {@linkplain #forget
   * forgotten}.
   */
  public boolean isBusy(String uid) {
    return running.isBusy(uid);
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    trackers.remove(owner.uid());
  }

  /** How many steps of an environment are remembered. */
  int remembered(Owner owner) {
    return tracker(owner).size();
  }

  private void run(
      Operations operations, Owner owner, String account, Attempt attempt, StepTracker tracker) {
    try {
      Outcome outcome = operations.perform(owner, account, attempt.step());
      Outcome explained =
          tracker.conflicted(attempt)
              ? withBlockers(outcome, operations, owner, account, attempt.step())
              : outcome;
      settle(owner, attempt, tracker, explained);
    } catch (Throwable e) { // After an Error, too, the step is no longer in flight.
      CloudError error = CloudError.Internal.of("ssmenv", e);
      internalErrors.report(owner + ": " + attempt.step().key(), error, e);
      settle(owner, attempt, tracker, new Outcome.Failed(error));
    } finally {
      running.end(owner.uid());
      wake.accept(owner);
    }
  }

  /** A conflict that lasts has a cause that a person may have to remove. */
  private static Outcome withBlockers(
      Outcome outcome, Operations operations, Owner owner, String account, Step.Write step) {
    return outcome instanceof Outcome.Failed(CloudError.Conflict conflict)
            && step instanceof Step.Delete delete
        ? new Outcome.Failed(conflict.blockedBy(operations.blockers(owner, account, delete)))
        : outcome;
  }

  /**
   * @param tracker the one that the step was started with: a step that ends after {@link #forget}
   *     brings nothing back
   */
  private void settle(Owner owner, Attempt attempt, StepTracker tracker, Outcome outcome) {
    Step.Write step = attempt.step();
    long ended = sequence.incrementAndGet();
    Instant now = clock.monotonic().instant();
    switch (outcome) {
      case Outcome.Done done -> {
        tracker.done(attempt, ended);
        log.info("{}: {} -> {}", owner, step.summary(), done.id());
      }
      case Outcome.DeletedFailed(String id, CloudError cause) -> {
        tracker.gaveUp(attempt, ended, cause, now);
        log.info("{}: {} -> {}: it had failed: {}", owner, step.summary(), id, cause.summary());
      }
      case Outcome.Deferred(Instant until) -> tracker.deferred(attempt, ended, until);
      case Outcome.Failed(CloudError error) -> {
        Progress.Failure failure = tracker.failed(attempt, ended, error, now);
        log.info(
            "{}: failed, next attempt at {}: {}",
            owner,
            clock.toWall(failure.retryAt()).truncatedTo(ChronoUnit.SECONDS),
            failure.message());
      }
    }
  }

  private StepTracker tracker(Owner owner) {
    return trackers.computeIfAbsent(owner.uid(), uid -> new StepTracker());
  }
}
