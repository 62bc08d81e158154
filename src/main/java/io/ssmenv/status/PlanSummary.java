package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.state.StatusText;
import java.util.List;
import java.util.stream.Stream;

/** A plan as the status lists it. */
final class PlanSummary {

  /** The command that prints all steps. */
  static final String COMPLETE = "./ssmenv plan NAME -n NAMESPACE";

  private PlanSummary() {}

  /** How many steps of a plan the status lists; the rest are counted in one line. */
  static int listed(Plan plan) {
    int steps = plan.steps().size();
    return steps <= EnvironmentStatus.PLAN_LINES ? steps : EnvironmentStatus.PLAN_LINES - 1;
  }

  /** At most {@value EnvironmentStatus#PLAN_LINES} lines; the last one counts those left out. */
  static List<String> of(Plan plan) {
    List<String> lines = plan.steps().stream().map(Step::summary).map(StatusText::stable).toList();
    int listed = listed(plan);
    if (listed == lines.size()) {
      return lines;
    }
    return Stream.concat(
            lines.stream().limit(listed),
            Stream.of("… and " + (lines.size() - listed) + " more; " + COMPLETE + " lists all"))
        .toList();
  }
}
