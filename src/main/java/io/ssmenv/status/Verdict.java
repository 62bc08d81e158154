package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition.Status;

/** What a condition says, without since when. */
record Verdict(Status status, String reason, String message) {

  static Verdict yes(String reason, String message) {
    return new Verdict(Status.TRUE, reason, message);
  }

  static Verdict no(String reason, String message) {
    return new Verdict(Status.FALSE, reason, message);
  }

  static Verdict unknown(String reason, String message) {
    return new Verdict(Status.UNKNOWN, reason, message);
  }

  static Verdict yes(Blocker blocker) {
    return yes(blocker.reason(), blocker.message());
  }

  static Verdict no(Blocker blocker) {
    return no(blocker.reason(), blocker.message());
  }

  static Verdict unknown(Blocker blocker) {
    return unknown(blocker.reason(), blocker.message());
  }

  boolean holds() {
    return status == Status.TRUE;
  }
}
