package io.ssmenv.engine;

import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The plan for an environment that is deleted while its resources stay: they are tagged, so that
 * people find them.
 */
final class RetainPlanner {

  /** The tag that says that no operator manages the resource any more. */
  static final String TAG = "ssmenv-retained";

  private RetainPlanner() {}

  static Plan plan(Observation observed) {
    return new Plan(
        observed.present().values().stream()
            .sorted(Comparator.comparing(Observed::key))
            .flatMap(one -> tag(one).stream())
            .map(Step.class::cast)
            .toList());
  }

  private static Optional<Step.Update> tag(Observed one) {
    return one.resource()
        .tagged(TAG, "true")
        .filter(tagged -> !Difference.between(tagged, one.resource()).isEmpty())
        .map(tagged ->
            new Step.Update(
                tagged,
                one,
                Difference.between(tagged, one.resource()),
                new Reason(
                    Reason.Code.NO_LONGER_DESIRED, one.id() + " is kept and tagged as retained"),
                List.of()));
  }
}
