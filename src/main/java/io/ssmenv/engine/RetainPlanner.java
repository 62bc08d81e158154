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
 * What is left to do for an environment that goes while its resources stay: they are marked, so
 * that people find them.
 */
final class RetainPlanner {

  /** The mark: a tag that says that no operator looks after the resource any more. */
  static final String TAG = "ssmenv-retained";

  private RetainPlanner() {}

  static Plan plan(Observation observed) {
    return new Plan(
        observed.present().values().stream()
            .sorted(Comparator.comparing(Observed::key))
            .flatMap(one -> mark(one).stream())
            .map(Step.class::cast)
            .toList());
  }

  private static Optional<Step.Update> mark(Observed one) {
    return one.resource()
        .tagged(TAG, "true")
        .filter(marked -> !Difference.between(marked, one.resource()).isEmpty())
        .map(marked ->
            new Step.Update(
                marked,
                one,
                Difference.between(marked, one.resource()),
                new Reason(
                    Reason.Code.NO_LONGER_DESIRED, one.key() + " stays and is marked as retained"),
                List.of()));
  }
}
