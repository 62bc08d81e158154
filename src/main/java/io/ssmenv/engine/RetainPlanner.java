package io.ssmenv.engine;

import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The plan for an environment that is deleted while its resources stay: they are tagged, so that
 * users can find them.
 */
final class RetainPlanner {

  /** The tag of a resource that no operator manages any more. */
  static final String TAG = Ownership.TAG_RETAINED;

  private RetainPlanner() {}

  static Plan plan(Observation observed) {
    return new Plan(
        observed.present().values().stream()
            .sorted(Comparator.comparing(Observed::key))
            .flatMap(existing -> tag(existing).stream())
            .map(Step.class::cast)
            .toList());
  }

  private static Optional<Step.Update> tag(Observed existing) {
    return existing
        .resource()
        .tagged(TAG, "true")
        .filter(tagged -> !Difference.between(tagged, existing.resource()).isEmpty())
        .map(tagged ->
            new Step.Update(
                tagged,
                existing,
                Difference.between(tagged, existing.resource()),
                new Reason(
                    Reason.Code.NO_LONGER_DESIRED,
                    existing.id() + " is kept and tagged as retained"),
                List.of()));
  }
}
