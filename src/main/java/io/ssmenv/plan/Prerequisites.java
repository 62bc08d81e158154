package io.ssmenv.plan;

import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a resource waits for until it can be created or corrected. */
record Prerequisites(Topology desired, Observation observed, UnusedReplacements unused) {

  /** Everything that it needs to be of use. */
  List<Wait> of(Resource resource) {
    return waits(desired.prerequisites(resource, key -> !observed.provenAbsent(key)).stream());
  }

  /** What it refers to, and does not yet. */
  List<Wait> newReferences(Resource resource, Observed current) {
    Set<Ref> known = ImmutableCopy.of(current.resource().refs());
    return waits(
        resource.refs().stream()
            .filter(ref -> !known.contains(ref))
            .flatMap(ref -> ref instanceof Ref.ToKey(Key key) ? Stream.of(key) : Stream.of()));
  }

  /** What is replaced with something else would take along what is created on it. */
  private List<Wait> waits(Stream<Key> keys) {
    return keys.filter(key -> unused.isDisplaced(key) || !isUsable(key, desired, observed))
        .map(key -> Wait.on(key, waitingFor(key, desired, observed)))
        .toList();
  }

  /**
   * Whether dependents can be created: it is ready, and differs in its tags at most. What a
   * resource of another environment should be like is for that one to say.
   */
  static boolean isUsable(Key key, Topology desired, Observation observed) {
    Optional<Observed> ready = observed.find(key).filter(current -> current.is(State.READY));
    return desired.externals().containsKey(key)
        ? ready.isPresent()
        : ready
            .flatMap(current ->
                desired.find(key).map(wanted -> Difference.between(wanted, current.resource())))
            .map(differences -> Component.onlyTags(Component.of(differences)))
            .orElse(false);
  }

  static String waitingFor(Key key, Topology desired, Observation observed) {
    String name = Optional.ofNullable(desired.externals().get(key)).orElse(key.value());
    return observed
        .find(key)
        .map(current ->
            current.is(State.READY)
                ? name + " (" + current.id() + ") to be corrected"
                : name + " (" + current.id() + ") is " + current.awsState())
        .orElse(name + " does not exist yet");
  }
}
