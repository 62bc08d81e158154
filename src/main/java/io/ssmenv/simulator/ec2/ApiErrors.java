package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import java.util.Set;

/** Errors that several action families return. */
final class ApiErrors {
  private ApiErrors() {}

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

  /** {@code DependencyViolation} of a resource that cannot be deleted yet. */
  static AwsError dependencies(String noun, String id) {
    return ErrorWords.error("dependency-violation", noun, id);
  }

  /** Checks the number of groups of a network interface; the default quota is five [D]. */
  static Set<String> checkGroupCount(Set<String> groupIds) {
    if (groupIds.size() > 5) {
      throw ErrorWords.error("security-groups-per-interface-limit-exceeded");
    }
    return groupIds;
  }

  /** {@code MissingParameter}. */
  static AwsError missing(String parameter) {
    return ErrorWords.error("missing-parameter", parameter);
  }
}
