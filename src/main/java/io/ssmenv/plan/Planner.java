package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.Availability;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.Reason.Code;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Mislabeled;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the desired with the observed resources. It is a pure function, called again after every
 * change of either, so that a restarted operator continues from what it observes.
 *
 * <p>Missing resources are created first; resources that are no longer desired are deleted
 * afterwards (see {@link PrunePlanner}).
 */
public final class Planner {

  private final LifecycleRules rules;

  public Planner(LifecycleRules rules) {
    this.rules = rules;
  }

  /** What the steps of one plan are decided by, with the indexes that they share. */
  private record Inputs(
      Comparison comparison, PlanGates gates, Prerequisites prerequisites, ReplacementTurns turns) {

    Observation observed() {
      return comparison.observed();
    }

    UnusedReplacements unused() {
      return prerequisites.unused();
    }
  }

  public Plan plan(Topology desired, Observation observed, PlanGates gates) {
    List<Step> steps = new ArrayList<>();
    Comparison comparison = new Comparison(desired, observed);
    Inputs inputs =
        new Inputs(
            comparison,
            gates,
            new Prerequisites(comparison, new UnusedReplacements(rules, comparison)),
            new ReplacementTurns(rules, comparison, gates));
    for (Resource resource : desired.inOrder()) {
      stepFor(resource, inputs).ifPresent(steps::add);
    }
    steps.addAll(undesiredMislabeled(desired, observed));
    Comparison pruned =
        desired.isEmpty() ? new Comparison(desired, observed.withMislabeledPresent()) : comparison;
    List<Step> prunes = new PrunePlanner(rules, pruned, gates, List.copyOf(steps)).steps();
    steps.replaceAll(step -> afterPruning(step, prunes, gates.attempts()));
    steps.addAll(prunes);
    return new Plan(steps);
  }

  /** A deletion that waits for something itself may wait for the resource that is created. */
  private Step afterPruning(Step step, List<Step> prunes, Attempts attempts) {
    if (!(step instanceof Step.Create create)) {
      return step;
    }
    Set<Class<? extends Resource>> types = rules.createdAfterPruning(create.resource().getClass());
    Step.Create after = create;
    for (Step prune : prunes) {
      if (prune instanceof Step.Delete delete
          && delete.ready()
          && types.contains(delete.resource().getClass())
          && !attempts.refused().contains(delete.key())) {
        after = after.after(Wait.on(delete.key(), delete.key() + " to be deleted"));
      }
    }
    return after;
  }

  /** A resource that nobody can identify is not deleted while the environment lives. */
  private static List<Step> undesiredMislabeled(Topology desired, Observation observed) {
    if (desired.isEmpty()) {
      return List.of();
    }
    return observed.mislabeled().entrySet().stream()
        .filter(entry -> !desired.contains(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry ->
            entry.getValue().resources().stream()
                .limit(1)
                .map(one -> refuse(one.resource(), entry.getValue())))
        .toList();
  }

  private static Step refuse(Resource resource, Mislabeled mislabeled) {
    return new Step.Refuse(resource, mislabeled.difference(), mislabeled.advice());
  }

  private Optional<Step> stepFor(Resource resource, Inputs inputs) {
    return inputs
        .observed()
        .find(resource.key())
        .map(current -> change(resource, current, inputs))
        .orElseGet(() -> Optional.of(create(resource, inputs)));
  }

  private static Step create(Resource resource, Inputs inputs) {
    Mislabeled mislabeled = inputs.observed().mislabeled().get(resource.key());
    if (mislabeled != null) {
      return refuse(resource, mislabeled);
    }
    Optional<String> unproven = inputs.observed().unproven(resource);
    if (unproven.isPresent()) {
      return new Step.Await(resource, unproven.get());
    }
    List<Wait> waits = new ArrayList<>(inputs.prerequisites().of(resource));
    Optional.ofNullable(inputs.gates().postponed().get(resource.key()))
        .map(Wait::until)
        .ifPresent(waits::add);
    return new Step.Create(
        resource,
        inputs.gates().incarnations().getOrDefault(resource.key(), 0),
        new Reason(Code.MISSING, "missing"),
        waits);
  }

  private Optional<Step> change(Resource resource, Observed current, Inputs inputs) {
    return switch (current.state()) {
      case DELETING ->
          Optional.of(
              new Step.Await(
                  resource, resource.key() + " (" + current.id() + ") is " + current.awsState()));
      case FAILED ->
          Optional.of(
              new Step.Delete(
                  current,
                  new Reason(Code.FAILED, current.id() + " is " + current.awsState()),
                  List.of()));
      case PENDING, READY -> {
        if (inputs.unused().isDisplaced(resource.key())) {
          yield Optional.of(
              replace(resource, current, "what it refers to is replaced", inputs.unused()));
        }
        List<Difference> differences = inputs.comparison().differences(resource, current);
        if (!differences.isEmpty()) {
          yield Optional.of(correct(resource, current, differences, inputs));
        }
        yield current.is(State.READY)
            ? Optional.empty()
            : Optional.of(
                new Step.Await(
                    resource, resource.key() + " (" + current.id() + ") is " + current.awsState()));
      }
    };
  }

  private Step correct(
      Resource resource, Observed current, List<Difference> differences, Inputs inputs) {
    Prerequisites prerequisites = inputs.prerequisites();
    Set<Component> changed = Component.of(differences);
    String what = String.join(", ", differences.stream().map(Difference::toString).toList());
    return switch (rules.change(resource, current.resource(), changed)) {
      case Change.InPlace inPlace ->
          new Step.Update(
              resource,
              current,
              differences,
              new Reason(Code.DIFFERENT, what),
              inPlace.alone() || Component.onlyTags(changed)
                  ? prerequisites.newReferences(resource, current)
                  : prerequisites.of(resource));
      case Change.DeleteFirst _ ->
          new Step.Delete(
              current, Optional.of(resource), new Reason(Code.REPLACED, what), List.of());
      case Change.DeleteFirstInTurn _ ->
          new Step.Delete(
              current,
              Optional.of(resource),
              new Reason(Code.REPLACED, what),
              waitsBeforeReplacement(resource, current, inputs));
      case Change.DeleteFirstIfUnused(String refusal) ->
          inputs.unused().isUnused(current)
              ? replace(resource, current, what, inputs.unused())
              : new Step.Refuse(resource, what, refusal);
      case Change.Refused refused -> new Step.Refuse(resource, what, refused.message());
    };
  }

  /** What does its work stays until everything exists that its replacement needs. */
  private List<Wait> waitsBeforeReplacement(Resource resource, Observed current, Inputs inputs) {
    List<Wait> waits = new ArrayList<>(inputs.turns().waits(current));
    if (rules.availability(current, inputs.observed().pings()) == Availability.AVAILABLE) {
      waits.addAll(inputs.prerequisites().of(resource));
    }
    return waits;
  }

  private static Step replace(
      Resource resource, Observed current, String why, UnusedReplacements unused) {
    return new Step.Delete(
        current, Optional.of(resource), new Reason(Code.REPLACED, why), unused.waits(current));
  }
}
