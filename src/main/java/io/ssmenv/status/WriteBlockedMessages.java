package io.ssmenv.status;

import io.ssmenv.plan.Plan;
import java.util.List;

/** Messages for a plan that is listed but not applied. */
final class WriteBlockedMessages {

  private WriteBlockedMessages() {}

  /** Why the spec is not applied, and what to change so that it is. */
  static ConditionValue change(StatusInputs inputs) {
    return switch (inputs.mode()) {
      case PAUSED ->
          ConditionValue.ofFalse(
              ConditionReason.PAUSED,
              "spec.paused is true, so the operator writes nothing to AWS. status.plan lists "
                  + pendingSteps(inputs)
                  + "; set spec.paused to false to apply "
                  + them(inputs));
      case ACTIVE,
          REPORT,
          DELETING,
          DELETION_AWAITS_GUESTS,
          DELETING_PAUSED,
          DELETING_REPORT,
          RETAINED ->
          ConditionValue.ofFalse(
              ConditionReason.REPORT_ONLY,
              "spec.drift.policy is Report, so the operator writes nothing to AWS. status.plan lists "
                  + pendingSteps(inputs)
                  + "; set spec.drift.policy to Correct to apply "
                  + them(inputs));
    };
  }

  /** Why a deletion does not delete, and what to change so that it does. */
  static ConditionValue deletion(StatusInputs inputs) {
    return switch (inputs.mode()) {
      case DELETING_PAUSED ->
          ConditionValue.ofTrue(
              ConditionReason.PAUSED,
              "spec.paused is true, so the deletion is blocked. status.plan lists "
                  + pendingSteps(inputs)
                  + "; set spec.paused to false to apply "
                  + them(inputs));
      case DELETING_REPORT ->
          ConditionValue.ofTrue(
              ConditionReason.REPORT_ONLY,
              "spec.drift.policy is Report, so the deletion is blocked. status.plan lists "
                  + pendingSteps(inputs)
                  + "; set spec.drift.policy to Correct to apply "
                  + them(inputs)
                  + ", or spec.deletionPolicy to Retain to keep everything in AWS");
      case RETAINED, ACTIVE, PAUSED, REPORT, DELETING, DELETION_AWAITS_GUESTS ->
          ConditionValue.ofTrue(
              ConditionReason.RETAINED,
              "spec.deletionPolicy is Retain, so everything stays in AWS, tagged as retained");
    };
  }

  private static String pendingSteps(StatusInputs inputs) {
    int steps = count(inputs);
    int listed = inputs.plan().map(PlanSummary::listed).orElse(0);
    if (listed < steps) {
      return "the first %d of the %d pending steps, and %s lists all of them"
          .formatted(listed, steps, PlanSummary.COMPLETE);
    }
    return switch (steps) {
      case 0 -> "no pending steps";
      case 1 -> "the pending step";
      default -> "the " + steps + " pending steps";
    };
  }

  private static String them(StatusInputs inputs) {
    return count(inputs) == 1 ? "it" : "them";
  }

  private static int count(StatusInputs inputs) {
    return inputs.plan().map(Plan::steps).map(List::size).orElse(0);
  }
}
