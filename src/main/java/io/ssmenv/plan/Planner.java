package io.ssmenv.plan;

import io.ssmenv.plan.Reason.Code;
import io.ssmenv.plan.Rules.Change;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Dead;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what separates the observed from the desired. It is a pure function, called anew after
 * every change of either; a crash in between is just another observed state, from which it goes on.
 *
 * <p>What is missing is built first; what is not wanted any more goes afterwards (see {@link
 * Withdrawals}).
 */
public final class Planner {

  private final Rules rules;

  public Planner(Rules rules) {
    this.rules = rules;
  }

  public Plan plan(Topology desired, Observation observed, Guards guards) {
    List<Step> steps = new ArrayList<>();
    for (Resource resource : desired.inOrder()) {
      towards(resource, desired, observed, guards).ifPresent(steps::add);
    }
    steps.addAll(new Withdrawals(rules, desired, observed, guards, List.copyOf(steps)).steps());
    return new Plan(steps);
  }

  private Optional<Step> towards(
      Resource resource, Topology desired, Observation observed, Guards guards) {
    return observed
        .find(resource.key())
        .map(current -> change(resource, current, desired, observed))
        .orElseGet(() -> Optional.of(create(resource, desired, observed, guards)));
  }

  private Step create(Resource resource, Topology desired, Observation observed, Guards guards) {
    Optional<String> unproven = observed.unproven(resource);
    if (unproven.isPresent()) {
      return new Step.Await(resource, unproven.get());
    }
    List<Wait> waits = new ArrayList<>(prerequisites(resource, desired, observed));
    Optional.ofNullable(guards.holds().get(resource.key())).map(Wait::until).ifPresent(waits::add);
    return new Step.Create(
        resource,
        Optional.ofNullable(observed.dead().get(resource.key())).map(Dead::id).orElse(""),
        new Reason(Code.MISSING, resource.key() + " missing"),
        waits);
  }

  private Optional<Step> change(
      Resource resource, Observed current, Topology desired, Observation observed) {
    List<Difference> differences = Difference.between(resource, current.resource());
    return switch (current.state()) {
      case DELETING ->
          Optional.of(
              new Step.Await(
                  resource, resource.key() + " (" + current.id() + ") is " + current.awsState()));
      case FAILED ->
          Optional.of(
              new Step.Delete(
                  current,
                  new Reason(
                      Code.FAILED,
                      resource.key() + " (" + current.id() + ") is " + current.awsState()),
                  List.of()));
      case PENDING, READY -> {
        if (!differences.isEmpty()) {
          yield Optional.of(correct(resource, current, differences, desired, observed));
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
      Resource resource,
      Observed current,
      List<Difference> differences,
      Topology desired,
      Observation observed) {
    Set<String> fields = differences.stream().map(Difference::field).collect(Collectors.toSet());
    String what =
        resource.key()
            + " "
            + String.join(", ", differences.stream().map(Difference::toString).toList());
    return switch (rules.change(resource, current.resource(), fields)) {
      case Change.InPlace inPlace ->
          new Step.Update(
              resource,
              current,
              differences,
              new Reason(Code.DIFFERENT, what),
              prerequisites(resource, desired, observed));
      case Change.DeleteFirst deleteFirst ->
          new Step.Delete(current, new Reason(Code.REPLACED, what), List.of());
      case Change.Refused refused -> new Step.Refuse(resource, what + ". " + refused.sentence());
    };
  }

  private List<Wait> prerequisites(Resource resource, Topology desired, Observation observed) {
    return desired.prerequisites(resource).stream()
        .filter(key -> !inPlace(key, desired, observed))
        .map(key -> Wait.on(key, waitingFor(key, observed)))
        .toList();
  }

  /** Whether others can build on it: it serves, and at most its tags are not as they should be. */
  private static boolean inPlace(Key key, Topology desired, Observation observed) {
    return observed
        .find(key)
        .filter(current -> current.is(State.READY))
        .flatMap(current ->
            desired.find(key).map(wanted -> Difference.between(wanted, current.resource())))
        .map(differences -> differences.stream().allMatch(one -> one.field().equals("tags")))
        .orElse(false);
  }

  private static String waitingFor(Key key, Observation observed) {
    return observed
        .find(key)
        .map(current -> key + " (" + current.id() + ") is " + current.awsState())
        .orElse(key + " does not exist yet");
  }
}
