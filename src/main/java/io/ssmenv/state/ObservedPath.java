package io.ssmenv.state;

import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted.Cause;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resources through which the instances reach Systems Manager, as text that is equal only if
 * they are. Tags are no part of it.
 */
record ObservedPath(LifecycleRules rules, Topology desired, Observation observed) {

  /** Whether everything that can be part of the path was read. */
  boolean isKnown() {
    boolean read =
        observed.unlisted().entrySet().stream()
            .filter(type -> rules.affectsConnectivity(type.getKey()))
            .noneMatch(type -> type.getValue().cause() == Cause.NOT_READ);
    return read
        && desiredPath()
            .filter(resource -> observed.find(resource.key()).isEmpty())
            .noneMatch(resource -> observed.unproven(resource).isPresent());
  }

  /** What the spec asks for, as far as it exists, and what has to be cut over. */
  String used() {
    return text(
            observed.present().values().stream()
                .filter(current -> rules.affectsConnectivity(current.resource()))
                .filter(current -> desired.contains(current.key()) || isBeforeCutover(current)))
        + external();
  }

  /** What the spec asks for; empty if not all of it is ready. */
  Optional<String> ready() {
    List<Optional<Observed>> all =
        desiredPath().map(resource -> observed.find(resource.key()).filter(this::isReady)).toList();
    return all.stream().allMatch(Optional::isPresent)
            && desired.externals().keySet().stream()
                .allMatch(key -> observed.find(key).filter(this::isReady).isPresent())
        ? Optional.of(text(all.stream().flatMap(Optional::stream)) + external())
        : Optional.empty();
  }

  /** What the path needs of other environments. */
  private String external() {
    return desired.externals().keySet().stream()
        .flatMap(key ->
            observed.find(key).stream()
                .map(current -> "\n" + key + " " + current.id() + " " + isReady(current)))
        .collect(Collectors.joining());
  }

  private Stream<Resource> desiredPath() {
    return desired.resources().stream().filter(resource -> rules.affectsConnectivity(resource));
  }

  private boolean isReady(Observed current) {
    return current.is(State.READY);
  }

  /** A superseded resource is no longer in use after its cutover. */
  private boolean isBeforeCutover(Observed current) {
    if (current.is(State.DELETING)) {
      return false;
    }
    return rules.pruneTiming(current.resource(), desired) == PruneTiming.CUTOVER
        || rules
            .drainedForm(current.resource())
            .filter(form -> !Difference.between(form, current.resource()).isEmpty())
            .isPresent();
  }

  private String text(Stream<Observed> resources) {
    return resources
        .sorted(Comparator.comparing(Observed::key))
        .map(current -> current.id() + " " + isReady(current) + " " + current.resource().untagged())
        .collect(Collectors.joining("\n"));
  }
}
