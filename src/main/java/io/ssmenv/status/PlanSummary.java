package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.state.StatusText;
import java.util.List;
import java.util.stream.Stream;

/** A plan as the status lists it. */
final class PlanSummary {

  private PlanSummary() {}

  /** At most {@value EnvironmentStatus#PLAN_LINES} lines; the last one counts those left out. */
  static List<String> of(Plan plan) {
    List<String> lines = plan.steps().stream().map(Step::summary).map(StatusText::stable).toList();
    int limit = EnvironmentStatus.PLAN_LINES;
    if (lines.size() <= limit) {
      return lines;
    }
    return Stream.concat(
            lines.stream().limit(limit - 1),
            Stream.of("… and " + (lines.size() - limit + 1) + " more"))
        .toList();
  }
}
