package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress.Failure;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The failures of the steps of one slot, by the inputs of the steps. Inputs that have not failed
 * are tried immediately; those that have failed keep their back-off, also if others were tried
 * meanwhile. Guarded by the lock of {@link StepTracker}.
 */
final class SlotFailures {

  /**
   * So many inputs are remembered. If as many have failed, the slot does not get another attempt
   * without a pause: something changes the spec all the time.
   */
  private static final int REMEMBERED = 8;

  /**
   * @param open whether it is the result of the last step with these inputs
   */
  private record Entry(Failure failure, boolean open) {}

  private final Map<StepInputs, Entry> byInputs = new LinkedHashMap<>();
  private Optional<Failure> last = Optional.empty();
  private Optional<Failure> ofAnyInputs = Optional.empty();
  private Optional<StepInputs> accepted = Optional.empty();

  /** Records a failure, and returns it with the time of the next attempt. */
  Failure failed(Key key, StepInputs inputs, CloudError error, Instant now) {
    boolean any = concernsAnyInputs(error);
    Optional<Failure> before =
        Stream.concat(any ? ofAnyInputs.stream() : Stream.empty(), relevant(inputs).stream())
            .max((one, other) -> Integer.compare(one.attempts(), other.attempts()));
    Failure failure = failure(key, error, before, now);
    remember(inputs, failure);
    ofAnyInputs = any ? Optional.of(failure) : Optional.empty();
    return failure;
  }

  /**
   * Records that AWS gave up on the resource that it had accepted. Which inputs it had is unknown
   * after a restart of the operator.
   */
  void gaveUp(Key key, CloudError cause, Instant now) {
    Optional<Failure> before = accepted.map(this::relevant).orElse(ofAnyInputs);
    Failure failure = failure(key, cause, before, now);
    accepted.ifPresentOrElse(
        inputs -> remember(inputs, failure), () -> ofAnyInputs = Optional.of(failure));
    last = Optional.of(failure);
  }

  /** Records that AWS accepted a step; whether it succeeds shows later. */
  void accepted(StepInputs inputs) {
    byInputs.computeIfPresent(inputs, (same, entry) -> new Entry(entry.failure(), false));
    last = Optional.empty();
    ofAnyInputs = Optional.empty();
    if (inputs.isCreation()) {
      accepted = Optional.of(inputs);
    }
  }

  /** The failure that delays a step with these inputs. */
  Optional<Failure> delaying(StepInputs inputs) {
    return Stream.concat(ofAnyInputs.stream(), relevant(inputs).stream())
        .max((one, other) -> one.retryAt().compareTo(other.retryAt()));
  }

  /** The failure of a planned step for the status. */
  Optional<Failure> shown(StepInputs inputs) {
    return Optional.ofNullable(byInputs.get(inputs))
        .filter(Entry::open)
        .map(Entry::failure)
        .or(() -> ofAnyInputs)
        .or(() -> isFull() && !byInputs.containsKey(inputs) ? last : Optional.empty());
  }

  /** The last failure, unless a step has been accepted since. */
  Optional<Failure> last() {
    return last;
  }

  boolean isOver(Instant now) {
    return Stream.concat(ofAnyInputs.stream(), byInputs.values().stream().map(Entry::failure))
        .noneMatch(failure -> failure.retryAt().isAfter(now));
  }

  private Optional<Failure> relevant(StepInputs inputs) {
    Entry same = byInputs.get(inputs);
    if (same != null) {
      return Optional.of(same.failure());
    }
    return isFull()
        ? byInputs.values().stream()
            .map(Entry::failure)
            .max((one, other) -> one.retryAt().compareTo(other.retryAt()))
        : Optional.empty();
  }

  private boolean isFull() {
    return byInputs.size() >= REMEMBERED;
  }

  private void remember(StepInputs inputs, Failure failure) {
    if (byInputs.remove(inputs) == null && isFull()) {
      byInputs.remove(byInputs.keySet().iterator().next());
    }
    byInputs.put(inputs, new Entry(failure, true));
    last = Optional.of(failure);
  }

  private static Failure failure(Key key, CloudError error, Optional<Failure> before, Instant now) {
    int times = before.map(Failure::attempts).orElse(0) + 1;
    return new Failure(key, error, times, now.plus(Backoff.of(error).after(times)));
  }

  /** Other inputs do not help against these. */
  private static boolean concernsAnyInputs(CloudError error) {
    return error instanceof CloudError.Throttled || error instanceof CloudError.Unavailable;
  }
}
