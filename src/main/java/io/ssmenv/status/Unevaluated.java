package io.ssmenv.status;

import java.util.Optional;

/** The values of conditions for which AWS was not read, or not compared with the spec. */
final class Unevaluated {

  static final ConditionValue NOT_OBSERVED =
      ConditionValue.ofUnknown(
          ConditionReason.NOT_OBSERVED, "AWS has not been read for this spec yet");

  private Unevaluated() {}

  /** AWS was not read. */
  static ConditionValue notRead(StatusInputs inputs) {
    return inputs.problem().map(Blocker::of).map(ConditionValue::ofUnknown).orElse(NOT_OBSERVED);
  }

  /**
   * AWS was read, but it is not known what it should have. What was in place stays so while that is
   * looked up. Otherwise the condition says the same as the others: what it waited for before may
   * not exist any more.
   */
  static ConditionValue notCompared(StatusInputs inputs, ConditionType type) {
    return inputs.isLookedUp() && inputs.wasTrue(type)
        ? remembered(inputs, type).orElseGet(() -> undecided(inputs))
        : undecided(inputs);
  }

  /** The operator knows what exists, but not what is desired. */
  static ConditionValue undecided(StatusInputs inputs) {
    return Blocker.first(inputs)
        .map(ConditionValue::ofUnknown)
        .orElse(
            ConditionValue.ofUnknown(
                ConditionReason.RESOLVING_FACTS,
                "The operator is looking up values that the spec does not set"));
  }

  /** The previous value, if it was about this generation of the spec. */
  static Optional<ConditionValue> remembered(StatusInputs inputs, ConditionType type) {
    return inputs
        .before(type)
        .flatMap(before ->
            ConditionReason.parse(before.reason())
                .map(reason ->
                    new ConditionValue(
                        before.status(),
                        reason,
                        Optional.ofNullable(before.message()).orElse(""),
                        "")));
  }
}
