package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.AwsError;

/** IAM's errors in IAM's wording, each with its HTTP status. */
final class IamErrors {
  private IamErrors() {}

  static AwsError noSuchRole(String name) {
    return noSuchEntity("The role with name %s cannot be found.".formatted(name));
  }

  static AwsError noSuchProfile(String name) {
    return noSuchEntity("Instance Profile %s cannot be found.".formatted(name));
  }

  static AwsError noSuchEntity(String message) {
    return new AwsError("NoSuchEntity", message, 404);
  }

  static AwsError alreadyExists(String what, String name) {
    return new AwsError("EntityAlreadyExists", "%s %s already exists.".formatted(what, name), 409);
  }

  static AwsError deleteConflict(String message) {
    return new AwsError("DeleteConflict", message, 409);
  }

  static AwsError quota(String quota, int limit) {
    return new AwsError(
        "LimitExceeded", "Cannot exceed quota for %s: %d".formatted(quota, limit), 409);
  }

  static AwsError malformedPolicy(String message) {
    return new AwsError("MalformedPolicyDocument", message);
  }

  static AwsError invalidInput(String message) {
    return new AwsError("InvalidInput", message);
  }

  static AwsError validation(String member, String constraint) {
    return new AwsError(
        "ValidationError",
        "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
            .formatted(member, constraint));
  }
}
