package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition.Status;

/**
 * What a condition says, without its transition time.
 *
 * @param about the key of the resource, or the name of the instance, that it is about; empty if it
 *     is about the whole environment
 */
record ConditionValue(Status status, ConditionReason reason, String message, String about) {

  static ConditionValue ofTrue(ConditionReason reason, String message) {
    return new ConditionValue(Status.TRUE, reason, message, "");
  }

  static ConditionValue ofFalse(ConditionReason reason, String message) {
    return new ConditionValue(Status.FALSE, reason, message, "");
  }

  static ConditionValue ofUnknown(ConditionReason reason, String message) {
    return new ConditionValue(Status.UNKNOWN, reason, message, "");
  }

  static ConditionValue ofTrue(Blocker blocker) {
    return new ConditionValue(Status.TRUE, blocker.reason(), blocker.message(), blocker.about());
  }

  static ConditionValue ofFalse(Blocker blocker) {
    return new ConditionValue(Status.FALSE, blocker.reason(), blocker.message(), blocker.about());
  }

  static ConditionValue ofUnknown(Blocker blocker) {
    return new ConditionValue(Status.UNKNOWN, blocker.reason(), blocker.message(), blocker.about());
  }

  ConditionValue about(String resource) {
    return new ConditionValue(status, reason, message, resource);
  }

  boolean isTrue() {
    return status == Status.TRUE;
  }
}
