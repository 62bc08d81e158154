package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.plan.Reason.Code;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps for resources that exist and are not desired.
 *
 * <p>A change of the connectivity pattern builds the new path, cuts over to it, proves that the
 * agents are online over it, and then deletes the previous path. A resource of the previous path is
 * deleted only when the new path is ready; what does not belong to it delays nothing. When the
 * whole environment is deleted, only the order of dependencies counts.
 */
final class PrunePlanner {

  private final LifecycleRules rules;
  private final Topology desired;
  private final Observation observed;
  private final PlanGates gates;
  private final List<Observed> undesired;
  private final References references;
  private final JointDeletions joint;
  private final List<Wait> waitsForDesired;

  PrunePlanner(LifecycleRules rules, Comparison comparison, PlanGates gates, List<Step> pending) {
    this.rules = rules;
    this.desired = comparison.desired();
    this.observed = comparison.observed();
    this.gates = gates;
    this.undesired =
        observed.present().values().stream()
            .filter(current -> !desired.contains(current.key()))
            .sorted(Comparator.comparing(Observed::key))
            .toList();
    this.references =
        undesired.isEmpty() && observed.duplicates().isEmpty()
            ? References.NONE
            : References.of(observed);
    this.joint = desired.isEmpty() ? JointDeletions.of(rules, observed) : JointDeletions.NONE;
    this.waitsForDesired =
        undesired.isEmpty()
            ? List.of()
            : new DesiredPath(rules, comparison, gates.attempts()).waits(pending);
  }

  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    List<Observed> afterCutover = new ArrayList<>();
    boolean cutoverPending = false;
    for (Observed current : undesired) {
      if (joint.contains(current)) {
        continue;
      }
      Optional<Step> cutover = desired.isEmpty() ? Optional.empty() : cutoverStep(current);
      if (cutover.isPresent()) {
        cutoverPending = true;
        steps.add(cutover.get());
      } else {
        afterCutover.add(current);
      }
    }
    for (Observed current : afterCutover) {
      steps.add(delete(current, waitsBeforeDelete(current, cutoverPending)));
    }
    observed.duplicates().stream().map(this::duplicate).forEach(steps::add);
    return steps;
  }

  /** What this resource contributes to the cutover: its deletion, or its change to drained form. */
  private Optional<Step> cutoverStep(Observed current) {
    if (current.is(State.DELETING)) {
      return Optional.empty();
    }
    PruneTiming timing = rules.pruneTiming(current.resource(), desired);
    if (timing == PruneTiming.CUTOVER) {
      return Optional.of(delete(current, waitsBeforeCutover()));
    }
    if (timing == PruneTiming.AFTER_CUTOVER) {
      return rules
          .drainedForm(current.resource())
          .map(form -> Difference.between(form, current.resource()))
          .filter(differences -> !differences.isEmpty())
          .map(differences -> drain(current, differences));
    }
    return Optional.empty();
  }

  private Step drain(Observed current, List<Difference> differences) {
    return new Step.Update(
        rules.drainedForm(current.resource()).orElseThrow(),
        current,
        differences,
        notDesired(current, Code.NO_LONGER_DESIRED),
        Stream.concat(waitsForDesired.stream(), gates.guests().beforeDrain(current).stream())
            .toList());
  }

  private List<Wait> waitsBeforeDelete(Observed current, boolean cutoverPending) {
    if (desired.isEmpty()
        || rules.pruneTiming(current.resource(), desired) == PruneTiming.IMMEDIATE) {
      return List.of();
    }
    List<Wait> waits = new ArrayList<>(waitsForDesired);
    if (cutoverPending) {
      waits.add(Wait.until("the cutover to the new path"));
    }
    if (!gates.agentReachability().open()) {
      waits.add(Wait.until(gates.agentReachability().message()));
    }
    return waits;
  }

  /**
   * Also waits for DNS: an instance whose resolver still has the previous addresses of Systems
   * Manager reaches them only over the previous path.
   */
  private List<Wait> waitsBeforeCutover() {
    List<Wait> waits = new ArrayList<>(waitsForDesired);
    if (!gates.dnsPropagation().open()) {
      waits.add(Wait.until(gates.dnsPropagation().message()));
    }
    return waits;
  }

  private Step delete(Observed current, List<Wait> waitsFor) {
    if (current.is(State.DELETING)) {
      return new Step.Await(
          current.resource(), current.key() + " (" + current.id() + ") is " + current.awsState());
    }
    List<Wait> waits = new ArrayList<>(waitsFor);
    dependents(current).map(this::waitUntilGone).forEach(waits::add);
    waits.addAll(
        gates.guests().beforeDelete(current, rules.deletedAfter(current.resource().getClass())));
    boolean superseded =
        rules.pruneTiming(current.resource(), desired) == PruneTiming.AFTER_CUTOVER;
    return new Step.Delete(
        current,
        Optional.empty(),
        notDesired(current, superseded ? Code.SUPERSEDED : Code.NO_LONGER_DESIRED),
        waits,
        joint.with(current));
  }

  /** What refers to a resource, or has to be deleted before it anyway. */
  private Stream<Observed> dependents(Observed current) {
    boolean kept = observed.find(current.key()).filter(current::equals).isPresent();
    Stream<Ref> refs =
        kept
            ? Stream.of(Ref.id(current.id()), Ref.to(current.key()))
            : Stream.of(Ref.id(current.id()));
    return references
        .to(refs, rules.deletedAfter(current.resource().getClass()))
        .filter(other -> !other.id().equals(current.id()) || !other.key().equals(current.key()))
        .filter(other -> !joint.contains(other));
  }

  private Step duplicate(Observed current) {
    List<Wait> waits = dependents(current).map(this::waitUntilGone).toList();
    String message =
        current.id()
            + " is a duplicate of "
            + observed.find(current.key()).map(Observed::id).orElse("a deleted resource");
    if (current.is(State.DELETING)) {
      return new Step.Await(
          current.resource(), current.key() + ": " + message + " and is " + current.awsState());
    }
    return new Step.Delete(current, new Reason(Code.DUPLICATE, message), waits);
  }

  private Wait waitUntilGone(Observed other) {
    Key key = other.key();
    return Wait.on(key, key + " (" + other.id() + ", " + other.awsState() + ") to be deleted");
  }

  private Reason notDesired(Observed current, Code code) {
    return desired.isEmpty()
        ? new Reason(Code.ENVIRONMENT_DELETED, "the environment is being deleted")
        : new Reason(code, current.id() + " is not required by the spec");
  }
}
