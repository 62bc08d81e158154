package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps of one environment: which are in flight, which failed, and when they are tried again.
 * Thread-safe. Everything in it may be lost in a crash.
 */
final class StepTracker {

  private final Map<String, Step.Write> inFlight = new LinkedHashMap<>();
  private final Map<String, Long> finishedAt = new HashMap<>();
  private final Map<String, Progress.Failure> failures = new LinkedHashMap<>();
  private final Map<String, Integer> failedResources = new HashMap<>();
  private final Map<String, Instant> deferred = new HashMap<>();
  private final Map<Key, Integer> refusedTokens = new HashMap<>();
  private final List<Step.Write> finished = new ArrayList<>();
  private Optional<Instant> connectivityChangedAt = Optional.empty();

  /**
   * Starts a step, unless one for the same slot is in flight, it has to wait for its back-off, or
   * the plan was made before the last step for the slot had ended.
   *
   * @param mark the mark that was taken before AWS was observed for the plan
   * @return whether the step was started
   */
  synchronized boolean tryStart(Step.Write step, long mark, Instant now) {
    String slot = step.slot();
    Progress.Failure failure = failures.get(slot);
    Instant until = deferred.get(slot);
    if (inFlight.containsKey(slot)
        || finishedAt.getOrDefault(slot, -1L) > mark
        || (failure != null && now.isBefore(failure.retryAt()))
        || (until != null && now.isBefore(until))) {
      return false;
    }
    deferred.remove(slot);
    inFlight.put(slot, step);
    return true;
  }

  synchronized void done(Step.Write step, long sequence, Instant now, boolean changedConnectivity) {
    end(step, sequence);
    failures.remove(step.slot());
    if (step instanceof Step.Delete && step.reason().code() == Reason.Code.FAILED) {
      backOff(step, now);
    }
    finished.add(step);
    if (changedConnectivity) {
      connectivityChangedAt = Optional.of(now);
    }
  }

  /** A resource that AWS reports as failed is replaced after a pause that grows. */
  private void backOff(Step.Write step, Instant now) {
    int times = failedResources.merge(step.slot(), 1, Integer::sum);
    CloudError error = new CloudError.NoCapacity("Create", "Failed", step.reason().message());
    failures.put(
        step.slot(),
        new Progress.Failure(step.key(), error, times, now.plus(Backoff.of(error).after(times))));
  }

  synchronized void deferred(Step.Write step, long sequence, Instant until) {
    end(step, sequence);
    deferred.put(step.slot(), until);
  }

  /** Records a failure and returns it with the time of the next attempt. */
  synchronized Progress.Failure failed(
      Step.Write step, long sequence, CloudError error, Instant now) {
    end(step, sequence);
    Progress.Failure before = failures.get(step.slot());
    int times = before == null ? 1 : before.attempts() + 1;
    Progress.Failure failure =
        new Progress.Failure(step.key(), error, times, now.plus(Backoff.of(error).after(times)));
    failures.put(step.slot(), failure);
    if (error instanceof CloudError.StaleClientToken && step instanceof Step.Create create) {
      refusedTokens.merge(step.key(), create.incarnation(), Math::max);
    }
    return failure;
  }

  /**
   * Whether the last step failed by a fault of the operator. The call may have succeeded, so the
   * plan waits until the resource is listed before it repeats the step, and keeps the failure until
   * then.
   */
  synchronized boolean failedInternally(String slot) {
    Progress.Failure failure = failures.get(slot);
    return failure != null && failure.error() instanceof CloudError.Internal;
  }

  /** Whether the last attempt for a slot failed with a conflict. */
  synchronized boolean conflicted(String slot) {
    Progress.Failure failure = failures.get(slot);
    return failure != null && failure.error() instanceof CloudError.Conflict;
  }

  /** The incarnations whose client token AWS refused because its resource is dead. */
  synchronized Map<Key, Integer> refusedTokens() {
    return Map.copyOf(refusedTokens);
  }

  private void end(Step.Write step, long sequence) {
    inFlight.remove(step.slot());
    finishedAt.put(step.slot(), sequence);
  }

  /**
   * The state for the status. Failures of steps that are no longer planned are dropped. A step that
   * is due and was not started waits for something else, which wakes the environment.
   */
  synchronized Progress progress(Set<String> planned, Instant now) {
    failures.keySet().retainAll(planned);
    deferred.keySet().retainAll(planned);
    List<Step.Write> justFinished = List.copyOf(finished);
    finished.clear();
    Optional<Instant> requeueAt =
        Stream.concat(
                failures.values().stream().map(Progress.Failure::retryAt),
                deferred.values().stream())
            .filter(time -> time.isAfter(now))
            .min(Instant::compareTo);
    return new Progress(
        List.copyOf(inFlight.values()), List.copyOf(failures.values()), justFinished, requeueAt);
  }

  synchronized boolean idle(long mark) {
    return inFlight.isEmpty() && finishedAt.values().stream().allMatch(ended -> ended <= mark);
  }

  synchronized Optional<Instant> connectivityChangedAt() {
    return connectivityChangedAt;
  }
}
