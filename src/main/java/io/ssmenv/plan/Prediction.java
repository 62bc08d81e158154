package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An environment as it would be while its plans are carried out, and what they have done to it. */
public final class Prediction {

  /** An environment with a few resources takes five rounds; a chain of all types twenty. */
  private static final int MAX_ROUNDS = 1000;

  private final Observation observed;
  private final PredictedObservation predicted;
  private final Map<String, List<Step.Write>> steps = new LinkedHashMap<>();
  private Plan last = Plan.EMPTY;
  private int rounds;

  /**
   * @param observed as AWS is before the first plan
   */
  public Prediction(Observation observed) {
    this.observed = observed;
    this.predicted = new PredictedObservation(observed);
  }

  /** What AWS would show now. */
  public Observation observation() {
    return predicted.observation();
  }

  /** Replaces the resources of the other environments in the VPC by what they would be now. */
  public void external(Map<Key, Observed> now) {
    predicted.external(now);
  }

  /**
   * Does the steps that wait for nothing.
   *
   * @return whether there were any
   */
  public boolean carryOut(Plan plan) {
    last = plan;
    boolean any = false;
    for (Step.Write step : plan.writes()) {
      if (step.ready()) {
        any = true;
        step.effects()
            .forEach(effect -> {
              add(steps, effect);
              predicted.apply(effect);
            });
      }
    }
    if (any && rounds++ == MAX_ROUNDS) {
      throw new IllegalStateException("The plan has no end: " + plan.writes().getFirst().summary());
    }
    return any;
  }

  /**
   * Everything that was done, and the steps of the last plan that wait for something for ever.
   *
   * @param next the plan before the first step, with everything that it waits for
   */
  public Forecast forecast(Plan next) {
    Map<String, List<Step.Write>> all = new LinkedHashMap<>();
    steps.values().forEach(done -> done.forEach(step -> add(all, step)));
    last.writes().stream()
        .filter(step -> !step.ready())
        .flatMap(Step.Write::effects)
        .forEach(blocked -> add(all, blocked));
    Map<String, List<Wait>> waits = new LinkedHashMap<>();
    next.writes().forEach(step -> waits.putIfAbsent(step.slot(), step.waits()));
    return new Forecast(
        all.entrySet().stream()
            .map(one ->
                PlannedChange.of(
                    before(one.getValue().getFirst()),
                    one.getValue(),
                    waits.getOrDefault(one.getKey(), one.getValue().getFirst().waits())))
            .toList(),
        last.refused(),
        last.all(Step.Await.class));
  }

  private static void add(Map<String, List<Step.Write>> steps, Step.Write step) {
    steps.computeIfAbsent(step.slot(), _ -> new ArrayList<>()).add(step);
  }

  private Optional<Observed> before(Step.Write first) {
    return first instanceof Step.Delete delete
        ? Optional.of(delete.current())
        : observed.find(first.key()).filter(current -> !current.is(State.DELETING));
  }
}
