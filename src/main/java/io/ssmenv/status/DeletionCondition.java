package io.ssmenv.status;

import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.plan.Step;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value of the condition {@code Deleting}: how far a deletion is, and what blocks it. */
final class DeletionCondition {

  /** The value of the conditions that are parts of Ready, during a deletion. */
  static final ConditionValue PART =
      ConditionValue.ofFalse(ConditionReason.DELETING, "The environment is being deleted");

  private DeletionCondition() {}

  /**
   * The value of Ready during a deletion.
   *
   * @param message of the condition Deleting
   */
  static ConditionValue notReady(String message) {
    return ConditionValue.ofFalse(ConditionReason.DELETING, message);
  }

  /** The message names the current blocker. */
  static ConditionValue value(StatusInputs inputs) {
    if (inputs.mode() == ReconcileMode.DELETION_AWAITS_GUESTS) {
      return ConditionValue.ofTrue(
          Blocker.needingPerson(inputs).orElseGet(() -> guests(inputs.guests())));
    }
    if (inputs.mode() != ReconcileMode.DELETING) {
      return WriteBlockedMessages.deletion(inputs);
    }
    return Blocker.needingPerson(inputs)
        .or(() -> beingDeleted(inputs))
        .or(() -> Blocker.first(inputs))
        .or(() -> inputs.observed().flatMap(DeletionCondition::unproven))
        .map(ConditionValue::ofTrue)
        .orElse(
            inputs.observed().isEmpty()
                ? ConditionValue.ofTrue(
                    ConditionReason.NOT_OBSERVED, "AWS has not been read since the deletion began")
                : ConditionValue.ofTrue(ConditionReason.NOTHING_LEFT, "Nothing is left in AWS"));
  }

  private static Blocker guests(List<String> names) {
    String all = String.join(", ", names);
    return new Blocker(
        ConditionReason.WAITING_FOR_GUESTS,
        "The VPC stays until the environments that stand in it are deleted. Delete " + all,
        all);
  }

  /** The first resource that AWS is deleting. */
  private static Optional<Blocker> beingDeleted(StatusInputs inputs) {
    return inputs.plan().stream()
        .flatMap(plan -> plan.all(Step.Await.class).stream())
        .flatMap(step -> inputs.observed().flatMap(observed -> observed.find(step.key())).stream())
        .findFirst()
        .map(current ->
            new Blocker(
                ConditionReason.WAITING,
                StatusText.stable("Waiting until " + named(current) + " is deleted"),
                current.key().value()));
  }

  private static String named(Observed current) {
    return "%s (%s, %s)".formatted(current.key(), current.id(), current.awsState());
  }

  private static Optional<Blocker> unproven(Observation observed) {
    return observed.missing().entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(missing -> provingAbsence(missing.getValue(), missing.getKey().value()))
        .or(() ->
            observed.unlisted().values().stream()
                .map(Unlisted::message)
                .min(Comparator.naturalOrder())
                .map(message -> provingAbsence(message, "")));
  }

  private static Blocker provingAbsence(String message, String about) {
    return new Blocker(
        ConditionReason.PROVING_ABSENCE,
        StatusText.stable("Confirming that nothing is left: " + message),
        about);
  }
}
