package io.ssmenv.cli.plan;

import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.plan.PlannedChange.Action;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a plan. */
final class Summary {

  private static final String NOTHING = "No changes. AWS matches the spec.";
  private static final String AWAITS_GUESTS =
      "No changes now. The environment is deleted after its guests.";

  private Summary() {}

  /** Of one plan, also if nothing is to be done. */
  static String of(EnvironmentPlan plan) {
    if (!plan.isDone()) {
      return "Plan: " + of(List.of(plan));
    }
    return plan.preview().mode() == ReconcileMode.DELETION_AWAITS_GUESTS ? AWAITS_GUESTS : NOTHING;
  }

  /** How many resources are created, changed, replaced and deleted, and what is left open. */
  static String of(List<EnvironmentPlan> plans) {
    return Arrays.stream(Action.values())
            .map(action -> count(plans, action) + " to " + action.verb())
            .collect(Collectors.joining(", "))
        + open(
            plans.stream().mapToLong(plan -> plan.preview().forecast().refused().size()).sum(),
            "refused")
        + open(
            plans.stream().mapToLong(plan -> plan.preview().forecast().unproven().size()).sum(),
            "not known yet")
        + open(
            plans.stream().mapToLong(plan -> plan.preview().problems().size()).sum(),
            "with a problem")
        + ".";
  }

  /**
   * How long sessions may hold changes back.
   *
   * @param limit of the spec, such as 30m
   */
  static String sessionWait(String limit) {
    return "What cuts open sessions waits up to %s for them to end (spec.disruption.waitForSessions)."
        .formatted(limit);
  }

  private static long count(List<EnvironmentPlan> plans, Action action) {
    return plans.stream().mapToLong(plan -> plan.count(action)).sum();
  }

  private static String open(long count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }
}
