package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition.Status;

/** What a condition says, without since when. */
record ConditionValue(Status status, String reason, String message) {

  static ConditionValue ofTrue(String reason, String message) {
    return new ConditionValue(Status.TRUE, reason, message);
  }

  static ConditionValue ofFalse(String reason, String message) {
    return new ConditionValue(Status.FALSE, reason, message);
  }

  static ConditionValue ofUnknown(String reason, String message) {
    return new ConditionValue(Status.UNKNOWN, reason, message);
  }

  static ConditionValue ofTrue(Blocker blocker) {
    return ofTrue(blocker.reason(), blocker.message());
  }

  static ConditionValue ofFalse(Blocker blocker) {
    return ofFalse(blocker.reason(), blocker.message());
  }

  static ConditionValue ofUnknown(Blocker blocker) {
    return ofUnknown(blocker.reason(), blocker.message());
  }

  boolean isTrue() {
    return status == Status.TRUE;
  }
}
