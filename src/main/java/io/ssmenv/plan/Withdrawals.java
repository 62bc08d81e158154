package io.ssmenv.plan;

import io.ssmenv.plan.Reason.Code;
import io.ssmenv.plan.Rules.Withdrawal;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps for what exists and is not wanted.
 *
 * <p>Build the new way, switch, prove that the agents answer over it, retire the old way: what is
 * part of a path goes only when everything that is wanted is in place, and the rest of the old path
 * only after the agents have answered. When the whole environment goes, only the order of
 * dependencies counts.
 */
final class Withdrawals {

  private final Rules rules;
  private final Topology desired;
  private final Observation observed;
  private final Guards guards;
  private final List<Step> building;

  Withdrawals(
      Rules rules, Topology desired, Observation observed, Guards guards, List<Step> building) {
    this.rules = rules;
    this.desired = desired;
    this.observed = observed;
    this.guards = guards;
    this.building = building;
  }

  List<Step> steps() {
    List<Observed> unwanted =
        observed.present().values().stream()
            .filter(current -> !desired.contains(current.key()))
            .sorted(Comparator.comparing(Observed::key))
            .toList();
    List<Step> steps = new ArrayList<>();
    List<Observed> retiring = new ArrayList<>();
    boolean switching = false;
    for (Observed current : unwanted) {
      Optional<Step> ahead = desired.isEmpty() ? Optional.empty() : switchStep(current);
      if (ahead.isPresent()) {
        switching = true;
        steps.add(ahead.get());
      } else {
        retiring.add(current);
      }
    }
    for (Observed current : retiring) {
      steps.add(withdraw(current, retirement(current, switching)));
    }
    observed.surplus().stream().map(this::duplicate).forEach(steps::add);
    return steps;
  }

  /**
   * What this resource contributes to the switch, if it does: its going, or its change to another
   * form.
   */
  private Optional<Step> switchStep(Observed current) {
    if (current.is(State.DELETING)) {
      return Optional.empty();
    }
    Withdrawal withdrawal = rules.withdrawal(current.resource(), desired);
    if (withdrawal == Withdrawal.SWITCH) {
      return Optional.of(withdraw(current, named()));
    }
    if (withdrawal == Withdrawal.RETIRE) {
      return rules
          .retired(current.resource())
          .map(form -> Difference.between(form, current.resource()))
          .filter(differences -> !differences.isEmpty())
          .map(differences -> retire(current, differences));
    }
    return Optional.empty();
  }

  private Step retire(Observed current, List<Difference> differences) {
    return new Step.Update(
        rules.retired(current.resource()).orElseThrow(),
        current,
        differences,
        notWanted(current, Code.NOT_WANTED),
        built());
  }

  private List<Wait> retirement(Observed current, boolean switching) {
    if (desired.isEmpty() || rules.withdrawal(current.resource(), desired) == Withdrawal.AT_ONCE) {
      return List.of();
    }
    List<Wait> waits = new ArrayList<>(built());
    if (switching) {
      waits.add(Wait.until("the switch to the new path"));
    }
    if (!guards.path().given()) {
      waits.add(Wait.until(guards.path().sentence()));
    }
    return waits;
  }

  /**
   * Waits for everything that is wanted, and for the resolvers: who still has the former addresses
   * of Systems Manager has no other way to them.
   */
  private List<Wait> named() {
    List<Wait> waits = new ArrayList<>(built());
    if (!guards.names().given()) {
      waits.add(Wait.until(guards.names().sentence()));
    }
    return waits;
  }

  /** Waits for everything that is wanted. */
  private List<Wait> built() {
    return building.stream()
        .filter(step -> !tagsOnly(step))
        .map(step -> Wait.on(step.key(), step.key() + " to be in place"))
        .toList();
  }

  private static boolean tagsOnly(Step step) {
    return step instanceof Step.Update update
        && update.differences().stream().allMatch(one -> one.field().equals("tags"));
  }

  private Step withdraw(Observed current, List<Wait> gates) {
    if (current.is(State.DELETING)) {
      return new Step.Await(
          current.resource(), current.key() + " (" + current.id() + ") is " + current.awsState());
    }
    List<Wait> waits = new ArrayList<>(gates);
    blockers(current).map(this::gone).forEach(waits::add);
    boolean retired = rules.withdrawal(current.resource(), desired) == Withdrawal.RETIRE;
    return new Step.Delete(
        current, notWanted(current, retired ? Code.RETIRED : Code.NOT_WANTED), waits);
  }

  private Stream<Observed> blockers(Observed current) {
    return Stream.concat(observed.present().values().stream(), observed.surplus().stream())
        .filter(other -> !other.id().equals(current.id()) || !other.key().equals(current.key()))
        .filter(other ->
            refersTo(other, current)
                || rules
                    .outlives(current.resource().getClass())
                    .contains(other.resource().getClass()))
        .sorted(Comparator.comparing(Observed::key));
  }

  private Step duplicate(Observed current) {
    List<Wait> waits = blockers(current).map(this::gone).toList();
    String sentence =
        current.key()
            + " exists twice: "
            + current.id()
            + " is not the one that is used, "
            + observed.find(current.key()).map(Observed::id).orElse("none")
            + " is";
    if (current.is(State.DELETING)) {
      return new Step.Await(current.resource(), sentence + "; it is " + current.awsState());
    }
    return new Step.Delete(current, new Reason(Code.DUPLICATE, sentence), waits);
  }

  private boolean refersTo(Observed other, Observed current) {
    boolean kept = observed.find(current.key()).filter(current::equals).isPresent();
    Ref toKey = Ref.to(current.key());
    Ref toId = Ref.id(current.id());
    return other.resource().refs().stream()
        .anyMatch(ref -> ref.equals(toId) || (kept && ref.equals(toKey)));
  }

  private Wait gone(Observed other) {
    Key key = other.key();
    return Wait.on(key, key + " (" + other.id() + ", " + other.awsState() + ") to be gone");
  }

  private Reason notWanted(Observed current, Code code) {
    Resource resource = current.resource();
    return desired.isEmpty()
        ? new Reason(Code.ENVIRONMENT_DELETED, resource.key() + " goes: the environment is deleted")
        : new Reason(code, resource.key() + " is not wanted (any more)");
  }
}
