package io.ssmenv.status;

import io.ssmenv.plan.Step;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** How a deletion stands: what is in its way at present. */
final class Deletion {

  static final String REASON = "Deleting";

  private Deletion() {}

  /** The condition {@code Deleting}. Its message names the current blocker. */
  static Verdict verdict(Findings findings) {
    if (findings.mode() != Mode.DELETING) {
      return Held.deletion(findings);
    }
    return Blocker.forPerson(findings)
        .map(Verdict::yes)
        .or(() -> going(findings).map(message -> Verdict.yes(Blocker.WAITING, message)))
        .or(() -> Blocker.first(findings).map(Verdict::yes))
        .or(() ->
            findings
                .observed()
                .flatMap(Deletion::unproven)
                .map(message -> Verdict.yes("ProvingAbsence", message)))
        .orElse(
            findings.observed().isEmpty()
                ? Verdict.yes("NotObserved", "AWS has not been looked at since the deletion began")
                : Verdict.yes("NothingLeft", "Nothing is left in AWS"));
  }

  /** The first that AWS is deleting. */
  private static Optional<String> going(Findings findings) {
    return findings.plan().stream()
        .flatMap(plan -> plan.all(Step.Await.class).stream())
        .flatMap(
            step -> findings.observed().flatMap(observed -> observed.find(step.key())).stream())
        .map(current -> Wording.tidy("Waiting for " + named(current) + " to be gone"))
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
        .map(sentence -> Wording.tidy("Proving that nothing is left: " + sentence));
  }
}
