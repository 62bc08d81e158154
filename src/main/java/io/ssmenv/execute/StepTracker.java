package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.Timing;
import io.ssmenv.execute.Progress.Failure;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps of one environment: which are in flight, which failed, and when they are tried again.
 * Thread-safe. Everything in it may be lost in a crash.
 */
final class StepTracker {

  /** A step with what it depends on. */
  record Attempt(Step.Write step, StepInputs inputs) {
    String slot() {
      return step.slot();
    }
  }

  private final Map<String, Step.Write> inFlight = new LinkedHashMap<>();

  /** The steps that ended after the mark of the last plan. */
  private final Map<String, Long> finishedAt = new HashMap<>();

  private final Map<String, SlotFailures> failures = new LinkedHashMap<>();
  private final Map<String, Instant> deferred = new HashMap<>();
  private final Map<Key, Integer> refusedTokens = new HashMap<>();

  /**
   * Forgets the steps that ended before a mark. Marks grow from plan to plan, because no two
   * reconciles of an environment overlap.
   *
   * @param mark of the plan that is submitted next
   */
  synchronized void forgetFinished(long mark) {
    finishedAt.values().removeIf(ended -> ended <= mark);
  }

  /** How many steps are remembered that no plan contains. */
  synchronized int size() {
    return finishedAt.size() + failures.size() + deferred.size() + inFlight.size();
  }

  /**
   * Starts a step, unless one for the same slot is in flight, it has to wait for its back-off, or
   * the plan was made before the last step for the slot had ended.
   *
   * @param mark the mark that was taken before AWS was observed for the plan
   * @return whether the step was started
   */
  synchronized boolean tryStart(Attempt attempt, long mark, Instant now) {
    String slot = attempt.slot();
    Instant until = deferred.get(slot);
    if (inFlight.containsKey(slot)
        || finishedAt.getOrDefault(slot, -1L) > mark
        || isDelayed(attempt, now)
        || (until != null && now.isBefore(until))) {
      return false;
    }
    deferred.remove(slot);
    inFlight.put(slot, attempt.step());
    return true;
  }

  private boolean isDelayed(Attempt attempt, Instant now) {
    return Optional.ofNullable(failures.get(attempt.slot()))
        .flatMap(slot -> slot.delaying(attempt.inputs()))
        .filter(failure -> now.isBefore(failure.retryAt()))
        .isPresent();
  }

  synchronized void done(Attempt attempt, long sequence) {
    end(attempt.step(), sequence);
    slot(attempt).accepted(attempt.inputs());
  }

  /**
   * A resource that AWS gave up on was deleted. It is created again after a pause that grows.
   *
   * @param cause why AWS gave up
   */
  synchronized void gaveUp(Attempt attempt, long sequence, CloudError cause, Instant now) {
    done(attempt, sequence);
    slot(attempt).gaveUp(attempt.step().key(), new CloudError.ResourceFailed(cause), now);
  }

  synchronized void deferred(Attempt attempt, long sequence, Instant until) {
    end(attempt.step(), sequence);
    deferred.put(attempt.slot(), until);
  }

  /** Records a failure and returns it with the time of the next attempt. */
  synchronized Failure failed(Attempt attempt, long sequence, CloudError error, Instant now) {
    Step.Write step = attempt.step();
    end(step, sequence);
    if (error instanceof CloudError.StaleClientToken && step instanceof Step.Create create) {
      refusedTokens.merge(step.key(), create.incarnation(), Math::max);
    }
    return slot(attempt).failed(step.key(), attempt.inputs(), error, now);
  }

  /**
   * Whether the attempts with these inputs fail with a conflict for longer than AWS takes to let go
   * of what it has just deleted: so often that this one is worth the question what is in the way.
   */
  synchronized boolean conflicted(Attempt attempt) {
    return slot(attempt)
        .shown(attempt.inputs())
        .filter(failure -> failure.error() instanceof CloudError.Conflict)
        .filter(failure -> failure.attempts() >= Timing.FAILURES_THAT_LAST - 1)
        .isPresent();
  }

  /** The incarnations whose client token AWS refused because its resource is dead. */
  synchronized Map<Key, Integer> refusedTokens() {
    return ImmutableCopy.of(refusedTokens);
  }

  private SlotFailures slot(Attempt attempt) {
    return failures.computeIfAbsent(attempt.slot(), slot -> new SlotFailures());
  }

  private void end(Step.Write step, long sequence) {
    inFlight.remove(step.slot());
    finishedAt.put(step.slot(), sequence);
  }

  /**
   * The state for the status. A step that is due and was not started waits for something else,
   * which wakes the environment.
   *
   * @param planned the steps that write
   * @param awaited the slots of the steps that wait for AWS or for a proof of absence
   * @param settled the slots of the resources that exist as they are desired: their failures are
   *     forgotten. Those of slots that are in none of these sets are forgotten when their back-off
   *     ends, because what is no longer desired may be desired again a moment later.
   */
  synchronized Progress progress(
      List<Attempt> planned, Set<String> awaited, Set<String> settled, Instant now) {
    Map<String, Attempt> bySlot = new LinkedHashMap<>();
    planned.forEach(attempt -> bySlot.put(attempt.slot(), attempt));
    failures
        .entrySet()
        .removeIf(entry ->
            !bySlot.containsKey(entry.getKey())
                && !awaited.contains(entry.getKey())
                && (settled.contains(entry.getKey()) || entry.getValue().isOver(now)));
    deferred.keySet().retainAll(bySlot.keySet());
    List<Failure> shown = new ArrayList<>();
    failures.forEach((slot, failed) ->
        Optional.ofNullable(bySlot.get(slot))
            .map(attempt -> failed.shown(attempt.inputs()))
            .orElseGet(() -> awaited.contains(slot) ? unresolved(failed) : Optional.empty())
            .ifPresent(shown::add));
    Stream<Instant> delays =
        planned.stream()
            .flatMap(attempt ->
                Optional.ofNullable(failures.get(attempt.slot()))
                    .flatMap(failed -> failed.delaying(attempt.inputs()))
                    .stream())
            .map(Failure::retryAt);
    return progress(shown, Stream.concat(delays, shown.stream().map(Failure::retryAt)), now);
  }

  /**
   * The state without a plan, because what is desired is not known at present: nothing is
   * forgotten, and nothing is due.
   */
  synchronized Progress progress(Instant now) {
    return progress(List.of(), Stream.empty(), now);
  }

  private Progress progress(List<Failure> shown, Stream<Instant> delays, Instant now) {
    Optional<Instant> requeueAt =
        Stream.concat(delays, deferred.values().stream())
            .filter(time -> time.isAfter(now))
            .min(Instant::compareTo);
    return new Progress(List.copyOf(inFlight.values()), shown, requeueAt);
  }

  /**
   * The call of a step that failed by a fault of the operator may have succeeded, so the plan waits
   * until the resource is listed; and a resource that AWS gave up on is deleted first.
   */
  private static Optional<Failure> unresolved(SlotFailures failed) {
    return failed
        .last()
        .filter(failure ->
            failure.error() instanceof CloudError.Internal
                || failure.error() instanceof CloudError.ResourceFailed);
  }

  /** A fault of the operator is no refusal: whether the call was made is unknown. */
  synchronized Attempts attempts(Instant now) {
    return new Attempts(
        inFlight.values().stream().map(Step::key).collect(Collectors.toSet()),
        failures.values().stream()
            .flatMap(slot -> slot.last().stream())
            .filter(failure -> now.isBefore(failure.retryAt()))
            .filter(failure ->
                failure.error().needsAttention()
                    && !(failure.error() instanceof CloudError.Internal))
            .map(Progress.Failure::key)
            .collect(Collectors.toSet()));
  }

  /**
   * The resources whose step keeps failing, until AWS accepts it. Unlike {@link #attempts}, it does
   * not change while the step is tried again.
   */
  synchronized Set<Key> failing() {
    return failed(failure ->
        failure.error().needsAttention() || failure.attempts() >= Timing.FAILURES_THAT_LAST);
  }

  /** The same without what passes by itself, such as a role that IAM does not show everywhere. */
  synchronized Set<Key> refused() {
    return failed(failure -> failure.error().needsAttention());
  }

  private Set<Key> failed(Predicate<Failure> kind) {
    return failures.values().stream()
        .flatMap(slot -> slot.last().stream())
        .filter(kind)
        .filter(failure -> !(failure.error() instanceof CloudError.Internal))
        .map(Failure::key)
        .collect(Collectors.toSet());
  }

  synchronized boolean idle(long mark) {
    return inFlight.isEmpty() && finishedAt.values().stream().allMatch(ended -> ended <= mark);
  }
}
