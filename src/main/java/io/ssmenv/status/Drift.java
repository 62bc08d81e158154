package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.DriftStatus;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Observed;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Differences that nobody asked for: those of an environment that was once in sync with the very
 * spec it has. Everything is kept in the status itself, so that a difference which is found by one
 * process and put right by the next is counted once.
 */
final class Drift {

  /** How many differences are told one by one. */
  static final int SHOWN = 20;

  private Drift() {}

  /** The drift now; empty as long as AWS was never compared. */
  static Optional<DriftStatus> of(Findings findings) {
    Optional<DriftStatus> before = Optional.ofNullable(findings.before().drift());
    if (findings.mode().deleting()) {
      return before.map(known ->
          new DriftStatus(
              known.lastDetected(), known.lastCorrected(), known.corrected(), 0, List.of()));
    }
    if (findings.plan().isEmpty()) {
      return before;
    }
    return Optional.of(compare(findings, before.orElse(DriftStatus.NONE)));
  }

  private static DriftStatus compare(Findings findings, DriftStatus before) {
    SyncState sync = new SyncState(findings);
    Set<String> told = keys(before.changes());
    int untold = Math.max(0, before.pending() - told.size());
    Map<String, String> open = new LinkedHashMap<>();
    for (Step step : sync.open()) {
      String key = step.key().value();
      if (sync.onceInSync() || told.contains(key)) {
        message(step, told.contains(key), findings).ifPresent(text -> open.putIfAbsent(key, text));
      }
    }
    Set<String> found = new HashSet<>(open.keySet());
    found.removeAll(told);
    Set<String> gone = new HashSet<>(told);
    gone.removeAll(open.keySet());
    int corrected = findings.mode().writes() ? gone.size() + Math.max(0, untold - found.size()) : 0;
    return new DriftStatus(
        found.size() > untold ? Messages.time(findings.now()) : before.lastDetected(),
        corrected > 0 ? Messages.time(findings.now()) : before.lastCorrected(),
        before.corrected() + corrected,
        open.size(),
        open.values().stream().limit(SHOWN).toList());
  }

  /** A change begins with the key of its resource, which has no spaces. */
  private static Set<String> keys(List<String> changes) {
    return changes.stream().map(Drift::key).collect(Collectors.toSet());
  }

  static String key(String change) {
    int space = change.indexOf(' ');
    return space < 0 ? change : change.substring(0, space);
  }

  /**
   * What a step tells of a difference. AWS being at work on something is none, unless somebody else
   * is deleting it, or it belongs to a difference that is told already.
   */
  private static Optional<String> message(Step step, boolean told, Findings findings) {
    String key = step.key().value();
    return switch (step) {
      case Step.Create create -> Optional.of(key + " missing");
      case Step.Update update ->
          Optional.of(
              key
                  + " "
                  + update.differences().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(", ")));
      case Step.Delete delete ->
          switch (delete.reason().code()) {
            case NO_LONGER_DESIRED, SUPERSEDED, ENVIRONMENT_DELETED, MISSING ->
                Optional.of(key + " (" + delete.current().id() + ") not wanted");
            case DUPLICATE -> Optional.of(key + " (" + delete.current().id() + ") surplus");
            case DIFFERENT, REPLACED, FAILED -> Optional.of(begun(key, delete.reason().message()));
          };
      case Step.Refuse refuse -> Optional.of(begun(key, refuse.message()));
      case Step.Await await ->
          told || going(await, findings)
              ? Optional.of(begun(key, await.message()))
              : Optional.empty();
    };
  }

  private static boolean going(Step.Await await, Findings findings) {
    return findings
        .observed()
        .flatMap(observed -> observed.find(await.key()))
        .filter(current -> current.is(Observed.State.DELETING))
        .isPresent();
  }

  private static String begun(String key, String message) {
    String tidy = Messages.tidy(message);
    return tidy.startsWith(key) ? tidy : key + " " + tidy;
  }
}
