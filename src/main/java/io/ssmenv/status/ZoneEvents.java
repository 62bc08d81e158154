package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneRejection;
import io.ssmenv.state.RememberedFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The events about zones that others have taken the place of. */
final class ZoneEvents {

  private ZoneEvents() {}

  static List<StatusEvent> between(EnvironmentStatus before, EnvironmentStatus after) {
    Facts then = RememberedFacts.read(before);
    Facts now = RememberedFacts.read(after);
    return now.zones().entrySet().stream()
        .filter(entry -> then.zones().containsKey(entry.getKey()))
        .filter(entry -> !entry.getValue().equals(then.zones().get(entry.getKey())))
        .flatMap(entry ->
            event(then.zones().getOrDefault(entry.getKey(), ""), entry.getValue(), now).stream())
        .toList();
  }

  /** Empty if AWS has refused nothing there: somebody has edited the status. */
  private static Optional<StatusEvent> event(String zone, String other, Facts facts) {
    String lacks =
        facts.offers().rejections().stream()
            .filter(one -> one.zone().equals(zone))
            .map(ZoneRejection::need)
            .map(ZoneNeed::text)
            .collect(Collectors.joining(" and "));
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            StatusEvent.warning(
                EventReason.ZONE_GIVEN_UP,
                "SelectZone",
                "AWS refused to create resources in "
                    + zone
                    + ", which lacks "
                    + lacks
                    + ". "
                    + other
                    + " takes its place; nothing of value stood in "
                    + zone));
  }
}
