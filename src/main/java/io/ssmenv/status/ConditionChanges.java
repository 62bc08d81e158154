package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import java.util.Objects;
import java.util.Optional;

/** Which conditions changed between two statuses. */
record ConditionChanges(EnvironmentStatus before, EnvironmentStatus after) {

  /** The message of a condition; its reason if it has none. */
  static String message(Condition condition) {
    return Objects.requireNonNullElse(condition.message(), condition.reason());
  }

  Optional<Condition> appeared(ConditionType type) {
    return before.condition(type.wire()).isPresent()
        ? Optional.empty()
        : after.condition(type.wire());
  }

  Optional<Condition> newReason(ConditionType type) {
    Optional<String> previous = before.condition(type.wire()).map(Condition::reason);
    return after
        .condition(type.wire())
        .filter(condition -> !previous.equals(Optional.of(condition.reason())));
  }

  Optional<Condition> newMessage(ConditionType type) {
    Optional<String> previous = before.condition(type.wire()).map(ConditionChanges::message);
    return after
        .condition(type.wire())
        .filter(condition -> !previous.equals(Optional.of(message(condition))));
  }

  boolean became(ConditionType type, Status status) {
    return after
            .condition(type.wire())
            .filter(condition -> condition.status() == status)
            .isPresent()
        && before
            .condition(type.wire())
            .filter(condition -> condition.status() == status)
            .isEmpty();
  }
}
