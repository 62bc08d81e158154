package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a replica stores of its results: as in the operator, progress waits, and its events too. */
final class PacedStatuses {

  private final StatusPacing pacing;

  /**
   * @param clock never jumps
   */
  PacedStatuses(InstantSource clock) {
    this.pacing = new StatusPacing(clock);
  }

  ReconcileResult of(
      Owner owner, StoredEnvironment environment, ReconcileResult result, Instant now) {
    Optional<Duration> held =
        isNew(environment, result)
            ? pacing.holdsBack(owner.uid(), environment.status(), result.status())
            : Optional.empty();
    return held.isEmpty()
        ? result
        : new ReconcileResult(
            environment.status(),
            List.of(),
            false,
            false,
            Stream.of(held.map(now::plus), result.requeueAt())
                .flatMap(Optional::stream)
                .min(Instant::compareTo),
            result.environment(),
            result.egress());
  }

  /** Records that a result of {@link #of} was stored. */
  void stored(Owner owner, StoredEnvironment before, ReconcileResult result) {
    if (isNew(before, result)) {
      pacing.written(owner.uid());
    }
  }

  private static boolean isNew(StoredEnvironment before, ReconcileResult result) {
    return !result.needsFinalizer()
        && !result.removeFinalizer()
        && !result.status().equals(before.status());
  }
}
