package io.ssmenv.status;

import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Observation.Unlisted;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The value of the condition {@code AWSReachable}. */
final class ObservationFailures {

  private static final ConditionValue NOT_READ =
      ConditionValue.ofUnknown(ConditionReason.NOT_OBSERVED, "AWS has not been read yet");

  private ObservationFailures() {}

  /**
   * False while a listing fails or the account cannot be confirmed. A listing that was not read yet
   * since the start of the operator is no failure: the previous value stays for those seconds.
   */
  static ConditionValue value(StatusInputs inputs, Optional<ConditionValue> previous) {
    if (inputs.observed().isEmpty()) {
      return inputs
          .problem()
          .map(problem -> ConditionValue.ofUnknown(problem.reason(), problem.message()))
          .orElse(NOT_READ);
    }
    Collection<Unlisted> unlisted = inputs.observed().get().unlisted().values();
    Optional<ConditionValue> failure =
        failure(unlisted, Unlisted.Cause.INTERNAL_ERROR, ConditionReason.INTERNAL_ERROR)
            .or(() ->
                failure(unlisted, Unlisted.Cause.SUDDEN_LOSS, ConditionReason.OBSERVATION_FAILED))
            .or(() -> failure(unlisted, Unlisted.Cause.FAILED, ConditionReason.OBSERVATION_FAILED));
    if (failure.isPresent()) {
      return failure.get();
    }
    return messages(unlisted, Unlisted.Cause.NOT_READ).isPresent()
        ? previous.orElse(NOT_READ)
        : ConditionValue.ofTrue(ConditionReason.REACHABLE, "The last read of AWS succeeded");
  }

  private static Optional<ConditionValue> failure(
      Collection<Unlisted> unlisted, Unlisted.Cause cause, ConditionReason reason) {
    return messages(unlisted, cause)
        .map(message ->
            ConditionValue.ofFalse(
                reason,
                "This status is from the last successful read of AWS. Resources that appear to be"
                    + " missing are not recreated until AWS can be read again. "
                    + lastRead(unlisted, cause)
                    + StatusText.stable(message)));
  }

  /** The age of the oldest part of the status. */
  private static String lastRead(Collection<Unlisted> unlisted, Unlisted.Cause cause) {
    return unlisted.stream()
        .filter(unlistedType -> unlistedType.cause() == cause)
        .flatMap(unlistedType -> unlistedType.lastRead().stream())
        .min(Comparator.naturalOrder())
        .map(at -> "Last success: " + StatusText.time(at) + ". ")
        .orElse("");
  }

  private static Optional<String> messages(Collection<Unlisted> unlisted, Unlisted.Cause cause) {
    return unlisted.stream()
        .filter(unlistedType -> unlistedType.cause() == cause)
        .map(Unlisted::message)
        .min(Comparator.naturalOrder());
  }
}
