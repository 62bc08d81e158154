package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;

/** Refusals that several families share. */
final class Refusals {
  private Refusals() {}

  /** {@code InvalidParameterValue}. */
  static AwsError invalid(String message, Object... arguments) {
    return new AwsError("InvalidParameterValue", message.formatted(arguments));
  }

  /** {@code InvalidParameter}. */
  static AwsError invalidParameter(String message, Object... arguments) {
    return new AwsError("InvalidParameter", message.formatted(arguments));
  }

  /** {@code InvalidParameterCombination}. */
  static AwsError combination(String message, Object... arguments) {
    return new AwsError("InvalidParameterCombination", message.formatted(arguments));
  }

  /** {@code DependencyViolation} of something that can't be deleted yet. */
  static AwsError dependencies(String noun, String id) {
    return new AwsError(
        "DependencyViolation",
        "The %s '%s' has dependencies and cannot be deleted.".formatted(noun, id));
  }

  /** {@code MissingParameter}. */
  static AwsError missing(String parameter) {
    return new AwsError("MissingParameter", "The request must contain the parameter " + parameter);
  }
}
