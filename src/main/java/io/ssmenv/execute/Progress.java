package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The state of the steps of an environment.
 *
 * @param inFlight steps whose calls have not been answered yet
 * @param failures steps that failed and are still planned
 * @param requeueAt when a delayed step can be tried again; empty if none is delayed
 */
public record Progress(
    List<Step.Write> inFlight, List<Failure> failures, Optional<Instant> requeueAt) {

  public static final Progress NONE = new Progress(List.of(), List.of(), Optional.empty());

  public Progress {
    inFlight = List.copyOf(inFlight);
    failures = List.copyOf(failures);
  }

  /** A copy with all times converted. */
  Progress inWallTime(OperatorClock clock) {
    return new Progress(
        inFlight,
        failures.stream().map(failure -> failure.withTime(clock::toWall)).toList(),
        requeueAt.map(clock::deadline));
  }

  /** A copy without the failures of some steps. */
  public Progress withoutFailures(Set<Key> keys) {
    return new Progress(
        inFlight,
        failures.stream().filter(failure -> !keys.contains(failure.key())).toList(),
        requeueAt);
  }

  /**
   * A step that failed and is tried again later.
   *
   * @param attempts how often in a row
   * @param retryAt when it is tried again
   */
  public record Failure(Key key, CloudError error, int attempts, Instant retryAt) {

    Failure withTime(UnaryOperator<Instant> conversion) {
      return new Failure(key, error, attempts, conversion.apply(retryAt));
    }

    /** A message for the status, with the resource and the error of AWS. */
    public String message() {
      return key + ": " + error.summary();
    }
  }
}
