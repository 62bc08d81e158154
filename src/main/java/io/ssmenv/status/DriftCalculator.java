package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.DriftStatus;
import io.ssmenv.api.v1alpha1.DriftStatus.DriftChange;
import io.ssmenv.plan.Step;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Observed;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Differences between AWS and a spec with which it was already in sync. The status holds all of
 * them, so that a difference is counted once even if the operator restarts before it is corrected.
 */
final class DriftCalculator {

  /** How many differences the status lists one by one. */
  static final int SHOWN = 20;

  private DriftCalculator() {}

  /** The drift now; empty as long as AWS was never compared with the spec. */
  static Optional<DriftStatus> of(StatusInputs inputs) {
    Optional<DriftStatus> before = Optional.ofNullable(inputs.before().drift());
    if (inputs.mode().deleting()) {
      return before.map(known ->
          new DriftStatus(
              known.lastDetected(), known.lastCorrected(), known.corrected(), 0, List.of()));
    }
    if (inputs.plan().isEmpty()) {
      return before;
    }
    return Optional.of(compare(inputs, before.orElse(DriftStatus.NONE)));
  }

  private static DriftStatus compare(StatusInputs inputs, DriftStatus before) {
    SyncState sync = new SyncState(inputs);
    Set<String> known =
        before.changes().stream().map(DriftChange::resource).collect(Collectors.toSet());
    int unlisted = Math.max(0, before.pending() - known.size());
    Map<String, DriftChange> open = new LinkedHashMap<>();
    for (Step step : sync.open()) {
      String key = step.key().value();
      if ((sync.onceApplied(step.key()) && !inputs.isUndecided(step.key()))
          || known.contains(key)) {
        message(step, known.contains(key), inputs)
            .ifPresent(
                message -> open.putIfAbsent(key, new DriftChange(key, StatusText.stable(message))));
      }
    }
    Set<String> found = new HashSet<>(open.keySet());
    found.removeAll(known);
    Set<String> gone = new HashSet<>(known);
    gone.removeAll(open.keySet());
    int corrected = inputs.mode().writes() ? gone.size() + Math.max(0, unlisted - found.size()) : 0;
    return new DriftStatus(
        found.size() > unlisted ? StatusText.time(inputs.now()) : before.lastDetected(),
        corrected > 0 ? StatusText.time(inputs.now()) : before.lastCorrected(),
        before.corrected() + corrected,
        open.size(),
        open.values().stream().limit(SHOWN).toList());
  }

  /**
   * The difference that a step corrects. A resource that AWS is still changing has none, unless it
   * is deleted out of band or belongs to a known difference.
   */
  private static Optional<String> message(Step step, boolean known, StatusInputs inputs) {
    return switch (step) {
      case Step.Create _ -> Optional.of("missing");
      case Step.Update update ->
          Optional.of(
              update.differences().stream()
                  .map(Object::toString)
                  .collect(Collectors.joining(", ")));
      case Step.Delete delete -> Optional.of(delete.reason().message());
      case Step.Refuse refuse -> Optional.of(refuse.difference() + ". " + refuse.advice());
      case Step.Await await ->
          known || isBeingDeleted(await, inputs)
              ? Optional.of(awsState(await, inputs))
              : Optional.empty();
    };
  }

  private static String awsState(Step.Await await, StatusInputs inputs) {
    return inputs
        .observed()
        .flatMap(observed -> observed.find(await.key()))
        .map(current -> current.id() + " is " + current.awsState())
        .orElse(await.message());
  }

  private static boolean isBeingDeleted(Step.Await await, StatusInputs inputs) {
    return inputs
        .observed()
        .flatMap(observed -> observed.find(await.key()))
        .filter(current -> current.is(Observed.State.DELETING))
        .isPresent();
  }
}
