package io.ssmenv.status;

import io.ssmenv.plan.Plan;

/** What is said where a plan is shown and not carried out. */
final class WriteBlockedMessages {

  static final String PAUSED = "Paused";
  static final String REPORT_ONLY = "ReportOnly";
  static final String RETAINED = "Retained";

  private WriteBlockedMessages() {}

  /** Why the spec is not applied, and what to do so that it is. */
  static ConditionValue change(Findings findings) {
    int steps = steps(findings);
    return findings.mode() == ReconcileMode.PAUSED
        ? ConditionValue.ofFalse(
            PAUSED,
            "spec.paused is true, so nothing is written to AWS: status.plan lists "
                + what(steps)
                + "; set spec.paused to false to have it done")
        : ConditionValue.ofFalse(
            REPORT_ONLY,
            "spec.drift.policy is Report, so nothing is written to AWS: status.plan lists "
                + what(steps)
                + "; set spec.drift.policy to Correct to have it done");
  }

  /** Why a deletion does not delete, and what to do so that it does. */
  static ConditionValue deletion(Findings findings) {
    int steps = steps(findings);
    return switch (findings.mode()) {
      case DELETING_PAUSED ->
          ConditionValue.ofTrue(
              PAUSED,
              "spec.paused is true, so the deletion waits: status.plan lists "
                  + what(steps)
                  + "; set spec.paused to false to have it done");
      case DELETING_REPORT ->
          ConditionValue.ofTrue(
              REPORT_ONLY,
              "spec.drift.policy is Report, so nothing is deleted: status.plan lists "
                  + what(steps)
                  + "; set spec.drift.policy to Correct to have it done, or spec.deletionPolicy to"
                  + " Retain to let everything stay");
      case RETAINED, ACTIVE, PAUSED, REPORT, DELETING ->
          ConditionValue.ofTrue(
              RETAINED,
              "spec.deletionPolicy is Retain, so everything stays in AWS, marked as retained");
    };
  }

  private static String what(int steps) {
    return switch (steps) {
      case 0 -> "nothing";
      case 1 -> "the one step that there is";
      default -> "the " + steps + " steps that there are";
    };
  }

  private static int steps(Findings findings) {
    return findings.plan().map(Plan::steps).map(java.util.List::size).orElse(0);
  }
}
