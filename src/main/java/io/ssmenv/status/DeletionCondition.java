package io.ssmenv.status;

import io.ssmenv.plan.Step;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** How a deletion stands: what is in its way at present. */
final class DeletionCondition {

  static final String REASON = "Deleting";

  private DeletionCondition() {}

  /** The condition {@code Deleting}. Its message names the current blocker. */
  static ConditionValue value(Findings findings) {
    if (findings.mode() != ReconcileMode.DELETING) {
      return WriteBlockedMessages.deletion(findings);
    }
    return Blocker.needingPerson(findings)
        .map(ConditionValue::ofTrue)
        .or(() -> going(findings).map(message -> ConditionValue.ofTrue(Blocker.WAITING, message)))
        .or(() -> Blocker.first(findings).map(ConditionValue::ofTrue))
        .or(() ->
            findings
                .observed()
                .flatMap(DeletionCondition::unproven)
                .map(message -> ConditionValue.ofTrue("ProvingAbsence", message)))
        .orElse(
            findings.observed().isEmpty()
                ? ConditionValue.ofTrue(
                    "NotObserved", "AWS has not been looked at since the deletion began")
                : ConditionValue.ofTrue("NothingLeft", "Nothing is left in AWS"));
  }

  /** The first that AWS is deleting. */
  private static Optional<String> going(Findings findings) {
    return findings.plan().stream()
        .flatMap(plan -> plan.all(Step.Await.class).stream())
        .flatMap(
            step -> findings.observed().flatMap(observed -> observed.find(step.key())).stream())
        .map(current -> Messages.tidy("Waiting for " + named(current) + " to be gone"))
        .findFirst();
  }

  private static String named(Observed current) {
    return "%s (%s, %s)".formatted(current.key(), current.id(), current.awsState());
  }

  private static Optional<String> unproven(Observation observed) {
    return observed.missing().entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .or(() -> observed.unlisted().values().stream().min(Comparator.naturalOrder()))
        .map(message -> Messages.tidy("Proving that nothing is left: " + message));
  }
}
