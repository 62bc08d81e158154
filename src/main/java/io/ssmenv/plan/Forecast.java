package io.ssmenv.plan;

import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** An environment with a few resources takes five rounds; a chain of all types twenty. */
  private static final int MAX_ROUNDS = 1000;

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
    PredictedObservation predicted = new PredictedObservation(observed);
    Map<String, List<Step.Write>> steps = new LinkedHashMap<>();
    Plan plan = planner.apply(predicted.observation());
    for (int round = 0; hasReady(plan); round++) {
      if (round == MAX_ROUNDS) {
        throw new IllegalStateException(
            "The plan has no end: " + plan.writes().getFirst().summary());
      }
      for (Step.Write step : plan.writes()) {
        if (step.ready()) {
          add(steps, step);
          predicted.apply(step);
        }
      }
      plan = planner.apply(predicted.observation());
    }
    plan.writes().forEach(blocked -> add(steps, blocked));
    Map<String, List<Wait>> waits = new LinkedHashMap<>();
    next.writes().forEach(step -> waits.putIfAbsent(step.slot(), step.waits()));
    return new Forecast(
        steps.entrySet().stream()
            .map(one ->
                PlannedChange.of(
                    before(one.getValue().getFirst(), observed),
                    one.getValue(),
                    waits.getOrDefault(one.getKey(), one.getValue().getFirst().waits())))
            .toList(),
        plan.refused(),
        plan.all(Step.Await.class));
  }

  private static boolean hasReady(Plan plan) {
    return plan.writes().stream().anyMatch(Step.Write::ready);
  }

  private static void add(Map<String, List<Step.Write>> steps, Step.Write step) {
    steps.computeIfAbsent(step.slot(), _ -> new ArrayList<>()).add(step);
  }

  private static Optional<Observed> before(Step.Write first, Observation observed) {
    return first instanceof Step.Delete delete
        ? Optional.of(delete.current())
        : observed.find(first.key()).filter(current -> !current.is(State.DELETING));
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
