package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import java.util.List;
import java.util.Optional;

/** The events about the addresses that the Internet sees of the instances. */
final class EgressEvents {

  private EgressEvents() {}

  /** Once verified, and each time that the answers contradict the pattern in another way. */
  static List<StatusEvent> between(EnvironmentStatus before, EnvironmentStatus after) {
    ConditionChanges changes = new ConditionChanges(before, after);
    Optional<Condition> now = after.condition(ConditionType.EGRESS_VERIFIED.wire());
    if (changes.became(ConditionType.EGRESS_VERIFIED, Status.TRUE)) {
      return now.map(ConditionChanges::message)
          .map(message -> StatusEvent.normal(EventReason.EGRESS_VERIFIED, "Verify", message))
          .map(List::of)
          .orElse(List.of());
    }
    return changes
        .newMessage(ConditionType.EGRESS_VERIFIED)
        .filter(condition -> condition.status() == Status.FALSE)
        .map(ConditionChanges::message)
        .map(message ->
            StatusEvent.warning(EventReason.UNEXPECTED_EGRESS, "Verify", message).causedBy(message))
        .map(List::of)
        .orElse(List.of());
  }
}
