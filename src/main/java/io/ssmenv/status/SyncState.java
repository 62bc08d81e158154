package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far AWS matches the spec.
 *
 * <p>A resource that was in sync and is merely not listed still counts as existing until its
 * absence is proven, in the status as in the plan.
 */
final class SyncState {

  private final StatusInputs inputs;
  private final AppliedNetwork network;

  SyncState(StatusInputs inputs) {
    this.inputs = inputs;
    this.network = new AppliedNetwork(inputs);
  }

  /** Whether this generation of the spec was applied at least once, also before a stall. */
  boolean onceApplied() {
    return Long.valueOf(inputs.generation()).equals(inputs.before().appliedGeneration())
        || inputs.wasTrue(ConditionType.IN_SYNC);
  }

  /** The same for a resource: others can change what is desired of the network in the VPC. */
  boolean onceApplied(Key key) {
    return onceApplied() && !network.isOutdated(key);
  }

  /** Whether something differs from what was applied already. */
  boolean drifted() {
    return onceApplied()
        && (!network.isOutdated() || open().stream().anyMatch(step -> onceApplied(step.key())));
  }

  /** Whether this generation is applied now: written, although perhaps not read since. */
  boolean applies() {
    return inSync() || awaitingConfirmation().isPresent();
  }

  /** Whether it is not known if AWS matches the spec, because not all of it was read again. */
  boolean unread() {
    return wasUnknown(ConditionType.IN_SYNC) && isDone() && !nothingToProve();
  }

  /** Whether a lookup that fails decides if AWS matches the spec: no other difference is known. */
  boolean undecided() {
    return onceApplied()
        && !inputs.unresolvedFacts().isEmpty()
        && inputs.unplacedZones().isEmpty()
        && inputs.unresolvedImages().isEmpty()
        && open().stream().allMatch(step -> inputs.isUndecided(step.key()));
  }

  /** The same for the network. */
  boolean networkUnread() {
    Set<Key> incomplete = incomplete();
    return wasUnknown(ConditionType.NETWORK_READY)
        && !incomplete.isEmpty()
        && inputs.topology().stream()
            .flatMap(desired -> desired.resources().stream())
            .filter(wanted -> incomplete.contains(wanted.key()))
            .allMatch(wanted ->
                inputs.observed().filter(observed -> unproven(wanted, observed)).isPresent());
  }

  private boolean wasUnknown(ConditionType type) {
    return inputs
        .before(type)
        .filter(before -> before.status() == Condition.Status.UNKNOWN)
        .isPresent();
  }

  private boolean wasFalseBecause(ConditionReason reason) {
    return inputs
        .before(ConditionType.IN_SYNC)
        .filter(before -> before.status() == Condition.Status.FALSE)
        .filter(before -> before.reason().equals(reason.wire()))
        .isPresent();
  }

  /** Whether AWS was read to match the spec; false if that is not known. */
  boolean inSync() {
    return applied() && unconfirmed().isEmpty() && (nothingToProve() || wasInSync());
  }

  /** What AWS was not read to have, although everything that the spec asks for was written. */
  Optional<Key> awaitingConfirmation() {
    return applied() && !inSync()
        ? unconfirmed().stream()
            .min(Key::compareTo)
            .or(() -> steps().stream().filter(this::proves).findFirst().map(Step::key))
        : Optional.empty();
  }

  /** Whether nothing is left to write. */
  private boolean applied() {
    return isDone()
        && (nothingToProve()
            || wasInSync()
            || wasFalseBecause(ConditionReason.AWAITING_CONFIRMATION));
  }

  /** Whether no difference is known. */
  private boolean isDone() {
    return inputs.plan().isPresent()
        && open().isEmpty()
        && inputs.unresolvedImages().isEmpty()
        && inputs.unresolvedFacts().isEmpty()
        && inputs.unplacedZones().isEmpty()
        && inputs.unplaced().isEmpty()
        && inputs.progress().inFlight().isEmpty();
  }

  private boolean wasInSync() {
    return inputs.wasTrue(ConditionType.IN_SYNC);
  }

  private Set<Key> unconfirmed() {
    return inputs.observed().map(Observation::unconfirmed).orElse(Set.of());
  }

  /** The steps that are about a proven difference. */
  List<Step> open() {
    return steps().stream().filter(step -> !proves(step)).toList();
  }

  private boolean nothingToProve() {
    return steps().stream().noneMatch(this::proves);
  }

  private List<Step> steps() {
    return inputs.plan().map(Plan::steps).orElse(List.of());
  }

  /** Whether a step only waits for a proof of absence. */
  private boolean proves(Step step) {
    return step instanceof Step.Await
        && inputs.observed().filter(observed -> unproven(step.resource(), observed)).isPresent();
  }

  private static boolean unproven(Resource resource, Observation observed) {
    return observed.find(resource.key()).isEmpty() && observed.unproven(resource).isPresent();
  }

  /** The desired network resources that are not usable yet. */
  Set<Key> incomplete() {
    return inputs.topology().stream()
        .flatMap(desired -> desired.resources().stream())
        .filter(NetworkResources::contains)
        .filter(wanted -> !inPlace(wanted))
        .map(Resource::key)
        .collect(ImmutableCopy.toSet());
  }

  private boolean inPlace(Resource wanted) {
    Optional<Observation> observed = inputs.observed();
    Optional<Observed> current = observed.flatMap(seen -> seen.find(wanted.key()));
    if (current.isEmpty()) {
      return inputs.wasTrue(ConditionType.NETWORK_READY)
          && (inputs.isUndecided(wanted.key())
              || observed.filter(seen -> unproven(wanted, seen)).isPresent());
    }
    return current.get().is(Observed.State.READY)
        && current.get().resource().getClass() == wanted.getClass()
        && Component.onlyTags(Component.of(Difference.between(wanted, current.get().resource())));
  }
}
