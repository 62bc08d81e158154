package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The events about a deletion: that the operator deletes, or that it does not, and why. */
final class DeletionEvents {

  /** The reasons of the condition Deleting with which nothing is deleted. */
  private static final Set<String> NOTHING_IS_DELETED =
      Set.of(
          ConditionReason.PAUSED.wire(),
          ConditionReason.REPORT_ONLY.wire(),
          ConditionReason.RETAINED.wire(),
          ConditionReason.NOT_OBSERVED.wire());

  private DeletionEvents() {}

  static List<StatusEvent> between(EnvironmentStatus before, EnvironmentStatus after) {
    List<StatusEvent> events = new ArrayList<>();
    new ConditionChanges(before, after)
        .newReason(ConditionType.DELETING)
        .flatMap(DeletionEvents::notDeleting)
        .ifPresent(events::add);
    if (isDeleting(after) && !isDeleting(before)) {
      events.add(begun(after));
    }
    return events;
  }

  private static Optional<StatusEvent> notDeleting(Condition condition) {
    String message = ConditionChanges.message(condition);
    return ConditionReason.parse(condition.reason())
        .flatMap(reason ->
            switch (reason) {
              case RETAINED ->
                  Optional.of(StatusEvent.normal(EventReason.RETAINED, "Retain", message));
              case PAUSED, REPORT_ONLY ->
                  Optional.of(StatusEvent.warning(EventReason.DELETION_BLOCKED, "Delete", message));
              default -> Optional.empty();
            });
  }

  /** A deletion can also be stalled after it has begun: then the cause limits the events. */
  private static StatusEvent begun(EnvironmentStatus after) {
    return StatusEvent.normal(
            EventReason.DELETING,
            "Delete",
            "Deleting "
                + after.resources().size()
                + " resources in account "
                + Objects.requireNonNullElse(after.accountId(), "(none yet)"))
        .causedBy(EventReason.DELETING.wire());
  }

  /** Whether the operator deletes: a deletion can be stalled from its start. */
  private static boolean isDeleting(EnvironmentStatus status) {
    return status
            .condition(ConditionType.DELETING.wire())
            .filter(condition -> !NOTHING_IS_DELETED.contains(condition.reason()))
            .isPresent()
        && status
            .condition(ConditionType.STALLED.wire())
            .filter(condition -> condition.status() == Status.TRUE)
            .isEmpty();
  }
}
