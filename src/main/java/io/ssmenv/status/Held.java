package io.ssmenv.status;

import io.ssmenv.plan.Plan;

/** What is said where a plan is shown and not carried out. */
final class Held {

  static final String PAUSED = "Paused";
  static final String REPORT_ONLY = "ReportOnly";
  static final String RETAINED = "Retained";

  private Held() {}

  /** Why the spec is not applied, and what to do so that it is. */
  static Verdict change(Findings findings) {
    int steps = steps(findings);
    return findings.mode() == Mode.PAUSED
        ? Verdict.no(
            PAUSED,
            "spec.paused is true, so nothing is written to AWS: status.plan lists "
                + what(steps)
                + "; set spec.paused to false to have it done")
        : Verdict.no(
            REPORT_ONLY,
            "spec.drift.policy is Report, so nothing is written to AWS: status.plan lists "
                + what(steps)
                + "; set spec.drift.policy to Correct to have it done");
  }

  /** Why a deletion does not delete, and what to do so that it does. */
  static Verdict deletion(Findings findings) {
    int steps = steps(findings);
    return switch (findings.mode()) {
      case DELETING_PAUSED ->
          Verdict.yes(
              PAUSED,
              "spec.paused is true, so the deletion waits: status.plan lists "
                  + what(steps)
                  + "; set spec.paused to false to have it done");
      case DELETING_REPORT ->
          Verdict.yes(
              REPORT_ONLY,
              "spec.drift.policy is Report, so nothing is deleted: status.plan lists "
                  + what(steps)
                  + "; set spec.drift.policy to Correct to have it done, or spec.deletionPolicy to"
                  + " Retain to let everything stay");
      case RETAINED, ACTIVE, PAUSED, REPORT, DELETING ->
          Verdict.yes(
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
