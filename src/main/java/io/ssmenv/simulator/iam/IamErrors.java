package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;

/** IAM's errors in IAM's wording, each with its HTTP status. */
final class IamErrors {
  private IamErrors() {}

  static AwsError noSuchRole(String name) {
    return ErrorWords.error("role-missing", name);
  }

  static AwsError noSuchProfile(String name) {
    return ErrorWords.error("instance-profile-missing", name);
  }

  static AwsError alreadyExists(String what, String name) {
    return ErrorWords.error("entity-already-exists", what, name);
  }

  static AwsError quota(String quota, int limit) {
    return ErrorWords.error("limit-exceeded", quota, limit);
  }

  static AwsError malformedPolicy(String problem) {
    return ErrorWords.error("malformed-policy-document-problem", problem);
  }

  static AwsError invalidInput(String message) {
    return new AwsError("InvalidInput", message);
  }

  static AwsError validation(String member, String constraint) {
    return ErrorWords.error("validation-error", member, constraint);
  }
}
