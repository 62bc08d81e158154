package io.ssmenv.status;

import io.ssmenv.topology.Observation;
import java.util.Comparator;
import java.util.Optional;

/** What could not be looked at, because a listing failed or the account cannot be confirmed. */
final class ObservationFailures {

  /**
   * Errors are quoted with a colon after the action and the code. What merely was not read often
   * enough since the start is said without one, and is not worth telling: it passes in seconds.
   */
  private static final String QUOTES_AN_ERROR = ": ";

  private ObservationFailures() {}

  /** The condition for it; empty if everything was looked at. */
  static Optional<ConditionValue> why(Observation observed) {
    return observed.unlisted().values().stream()
        .filter(message -> message.contains(QUOTES_AN_ERROR))
        .min(Comparator.naturalOrder())
        .map(message ->
            ConditionValue.ofFalse(
                "LookingFailed",
                "What is told here is from an earlier look, and what may be missing is not created"
                    + " again until AWS can be looked at. "
                    + Messages.tidy(message)));
  }
}
