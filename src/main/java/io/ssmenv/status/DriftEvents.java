package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.DriftStatus;
import io.ssmenv.api.v1alpha1.DriftStatus.DriftChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The events about drift between two statuses. */
final class DriftEvents {

  /** How many differences an event lists. */
  private static final int LISTED = 5;

  private DriftEvents() {}

  static List<StatusEvent> between(DriftStatus then, DriftStatus now) {
    List<StatusEvent> events = new ArrayList<>();
    Set<String> known = resources(then);
    List<String> found =
        now.changes().stream()
            .filter(change -> !known.contains(change.resource()))
            .map(DriftChange::toString)
            .toList();
    if (!found.isEmpty() && !Objects.equals(now.lastDetected(), then.lastDetected())) {
      events.add(StatusEvent.warning(EventReason.DRIFT_DETECTED, "Compare", some(found)));
    }
    if (now.corrected() > then.corrected()) {
      Set<String> open = resources(now);
      List<String> gone =
          then.changes().stream()
              .map(DriftChange::resource)
              .filter(resource -> !open.contains(resource))
              .toList();
      events.add(
          StatusEvent.normal(
              EventReason.DRIFT_CORRECTED,
              "Correct",
              (now.corrected() - then.corrected()) + " corrected: " + some(gone)));
    }
    return events;
  }

  private static Set<String> resources(DriftStatus drift) {
    return drift.changes().stream().map(DriftChange::resource).collect(Collectors.toSet());
  }

  private static String some(List<String> all) {
    String named = all.stream().limit(LISTED).collect(Collectors.joining("; "));
    return all.size() <= LISTED ? named : named + "; and " + (all.size() - LISTED) + " more";
  }
}
