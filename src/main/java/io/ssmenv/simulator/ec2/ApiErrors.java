package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
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
    return new AwsError(
        "DependencyViolation",
        "The %s '%s' has dependencies and cannot be deleted.".formatted(noun, id));
  }

  /** Checks the number of groups of a network interface; the default quota is five [D]. */
  static Set<String> checkGroupCount(Set<String> groupIds) {
    if (groupIds.size() > 5) {
      throw new AwsError(
          "SecurityGroupsPerInterfaceLimitExceeded",
          "The maximum number of security groups per interface has been reached.");
    }
    return groupIds;
  }

  /** {@code MissingParameter}. */
  static AwsError missing(String parameter) {
    return new AwsError("MissingParameter", "The request must contain the parameter " + parameter);
  }
}
