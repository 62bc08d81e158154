package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far AWS is what the spec asks for.
 *
 * <p>What is merely not listed and not proven gone counts as there, if it was: absence is proven,
 * not assumed, in what is told too.
 */
final class SyncState {

  /**
   * The reason of InSync for an environment that was in sync with this very spec and is no more. It
   * tells drift from work that the spec asks for, also to the next process.
   */
  static final String DRIFTED = "Drifted";

  private final Findings findings;

  SyncState(Findings findings) {
    this.findings = findings;
  }

  /** Whether AWS was once, since the spec changed last, all that the spec asks for. */
  boolean onceInSync() {
    return findings.held(ConditionType.IN_SYNC)
        || findings
            .before(ConditionType.IN_SYNC)
            .filter(before -> before.status() == Condition.Status.FALSE)
            .filter(before -> before.reason().equals(DRIFTED))
            .isPresent();
  }

  /** Whether there is nothing to do; false if that is not known. */
  boolean inSync() {
    return findings.plan().isPresent()
        && open().isEmpty()
        && findings.progress().inFlight().isEmpty()
        && (nothingToProve() || findings.held(ConditionType.IN_SYNC));
  }

  /** The steps that are about a difference which is sure. */
  List<Step> open() {
    return steps().stream().filter(step -> !proves(step)).toList();
  }

  private boolean nothingToProve() {
    return steps().stream().noneMatch(this::proves);
  }

  private List<Step> steps() {
    return findings.plan().map(Plan::steps).orElse(List.of());
  }

  /** Whether a step only waits for the proof that something is gone. */
  private boolean proves(Step step) {
    return step instanceof Step.Await
        && findings.observed().filter(observed -> unproven(step.resource(), observed)).isPresent();
  }

  private static boolean unproven(Resource resource, Observation observed) {
    return observed.find(resource.key()).isEmpty() && observed.unproven(resource).isPresent();
  }

  /** What is wanted of the network and does not serve. */
  Set<Key> incomplete() {
    return findings.desired().stream()
        .flatMap(desired -> desired.resources().stream())
        .filter(NetworkResources::contains)
        .filter(wanted -> !inPlace(wanted))
        .map(Resource::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean inPlace(Resource wanted) {
    Optional<Observation> observed = findings.observed();
    Optional<Observed> current = observed.flatMap(seen -> seen.find(wanted.key()));
    if (current.isEmpty()) {
      return findings.held(ConditionType.NETWORK_READY)
          && observed.filter(seen -> unproven(wanted, seen)).isPresent();
    }
    return current.get().is(Observed.State.READY)
        && current.get().resource().getClass() == wanted.getClass()
        && Difference.between(wanted, current.get().resource()).stream()
            .allMatch(one -> one.field().equals("tags"));
  }
}
