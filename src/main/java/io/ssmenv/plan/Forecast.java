package io.ssmenv.plan;

import io.ssmenv.topology.Observation;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that plans will do until nothing is left to do. A {@link Plan} has the next steps
 * only: some steps are the consequence of others, such as the deletion of what was drained, or a
 * route to a gateway that was replaced.
 *
 * @param changes one for each resource, in the order in which they begin
 * @param refused what the operator does not change
 * @param unproven what has to be known about AWS before the changes of a resource are known
 */
public record Forecast(
    List<PlannedChange> changes, List<Step.Refuse> refused, List<Step.Await> unproven) {

  /** Stands for an id that AWS has not given yet. */
  public static final String KNOWN_AFTER_APPLY = "(known after apply)";

  public Forecast {
    changes = List.copyOf(changes);
    refused = List.copyOf(refused);
    unproven = List.copyOf(unproven);
  }

  /**
   * Does the steps of the planner on a prediction of AWS, and plans again, until there is nothing
   * left to do.
   *
   * @param next the plan as it is now, with everything that it waits for
   * @param planner plans for a prediction, without the gates that time or agents open
   */
  public static Forecast of(Plan next, Function<Observation, Plan> planner, Observation observed) {
    Prediction prediction = new Prediction(observed);
    while (prediction.carryOut(planner.apply(prediction.observation()))) {
      // Each round does what the one before has made possible.
    }
    return prediction.forecast(next);
  }

  /** Whether AWS is as desired, as far as the operator changes it. */
  public boolean isDone() {
    return changes.isEmpty() && refused.isEmpty() && unproven.isEmpty();
  }

  /** How many resources an action is done to. */
  public long count(PlannedChange.Action action) {
    return changes.stream().filter(change -> change.action() == action).count();
  }
}
