package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The work on one environment: what is under way, what failed and when it is tried again. Guarded
 * by its own lock; all of it may be lost in a crash.
 */
final class StepTracker {

  private final Map<String, Step.Write> inFlight = new LinkedHashMap<>();
  private final Map<String, Long> finishedAt = new HashMap<>();
  private final Map<String, Progress.Failure> failures = new LinkedHashMap<>();
  private final Map<String, Integer> failedResources = new HashMap<>();
  private final Map<String, Instant> deferred = new HashMap<>();
  private final List<Step.Write> finished = new ArrayList<>();
  private Optional<Instant> connectivityChangedAt = Optional.empty();

  /**
   * Whether a step may start now. It may not if one for the same resource is under way, if it
   * rests, or if the plan was made before the last step for the resource had finished.
   */
  synchronized boolean tryStart(Step.Write step, long plannedAt, Instant now) {
    String slot = step.slot();
    Progress.Failure failure = failures.get(slot);
    Instant put = deferred.get(slot);
    if (inFlight.containsKey(slot)
        || finishedAt.getOrDefault(slot, -1L) > plannedAt
        || (failure != null && now.isBefore(failure.retryAt()))
        || (put != null && now.isBefore(put))) {
      return false;
    }
    deferred.remove(slot);
    inFlight.put(slot, step);
    return true;
  }

  synchronized void done(Step.Write step, long sequence, Instant now, boolean path) {
    end(step, sequence);
    failures.remove(step.slot());
    if (step instanceof Step.Delete && step.reason().code() == Reason.Code.FAILED) {
      backOff(step, now);
    }
    finished.add(step);
    if (path) {
      connectivityChangedAt = Optional.of(now);
    }
  }

  /** What AWS gave up on is built again after a pause that grows: never a storm of replacements. */
  private void backOff(Step.Write step, Instant now) {
    int times = failedResources.merge(step.slot(), 1, Integer::sum);
    CloudError error = new CloudError.NoCapacity("Create", "Failed", step.reason().message());
    failures.put(
        step.slot(),
        new Progress.Failure(step.key(), error, times, now.plus(Backoff.after(error, times))));
  }

  synchronized void deferred(Step.Write step, long sequence, Instant until) {
    end(step, sequence);
    deferred.put(step.slot(), until);
  }

  /** Notes a failure and returns it with the time of the next attempt. */
  synchronized Progress.Failure failed(
      Step.Write step, long sequence, CloudError error, Instant now) {
    end(step, sequence);
    Progress.Failure before = failures.get(step.slot());
    int times = before == null ? 1 : before.attempts() + 1;
    Progress.Failure failure =
        new Progress.Failure(step.key(), error, times, now.plus(Backoff.after(error, times)));
    failures.put(step.slot(), failure);
    return failure;
  }

  private void end(Step.Write step, long sequence) {
    inFlight.remove(step.slot());
    finishedAt.put(step.slot(), sequence);
  }

  /**
   * The state for a report. Failures of steps that are not planned any more are forgotten. What is
   * due already, and was not started, waits for something else, whose news will come by itself.
   */
  synchronized Progress progress(Set<String> planned, Instant now) {
    failures.keySet().retainAll(planned);
    deferred.keySet().retainAll(planned);
    List<Step.Write> justFinished = List.copyOf(finished);
    finished.clear();
    Optional<Instant> again =
        java.util.stream.Stream.concat(
                failures.values().stream().map(Progress.Failure::retryAt),
                deferred.values().stream())
            .filter(time -> time.isAfter(now))
            .min(Instant::compareTo);
    return new Progress(
        List.copyOf(inFlight.values()), List.copyOf(failures.values()), justFinished, again);
  }

  synchronized boolean idle(long mark) {
    return inFlight.isEmpty() && finishedAt.values().stream().allMatch(ended -> ended <= mark);
  }

  synchronized Optional<Instant> connectivityChangedAt() {
    return connectivityChangedAt;
  }
}
