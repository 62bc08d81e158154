package io.ssmenv.plan;

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
record Prerequisites(Comparison comparison, UnusedReplacements unused) {

  /** Everything that it needs to be of use. */
  List<Wait> of(Resource resource) {
    return waits(
        comparison
            .desired()
            .prerequisites(resource, key -> !comparison.observed().provenAbsent(key))
            .stream());
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
    return keys.filter(key -> unused.isDisplaced(key) || !comparison.isUsable(key))
        .map(key -> Wait.on(key, waitingFor(key, comparison.desired(), comparison.observed())))
        .toList();
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
