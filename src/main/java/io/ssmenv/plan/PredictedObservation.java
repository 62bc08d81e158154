package io.ssmenv.plan;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Mislabeled;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What AWS would show if steps were done. AWS is taken to finish everything that it has begun, and
 * the agents are taken to be online.
 */
final class PredictedObservation {

  /** The id of a resource that does not exist yet. */
  static final String ID = Forecast.KNOWN_AFTER_APPLY;

  private static final String AVAILABLE = "available";

  private final Observation observed;
  private final Map<Key, Observed> present;
  private final List<Observed> duplicates;
  private final Map<Key, Mislabeled> mislabeled;
  private final Map<Key, String> missing;
  private Map<Key, Observed> external;

  PredictedObservation(Observation observed) {
    this.observed = observed;
    this.present = new HashMap<>(observed.present());
    this.duplicates = new ArrayList<>(observed.duplicates());
    this.mislabeled = new HashMap<>(observed.mislabeled());
    this.missing = new HashMap<>(observed.missing());
    this.external = observed.external();
    observed.present().values().stream()
        .filter(current -> current.is(State.DELETING))
        .forEach(this::remove);
    duplicates.removeIf(current -> current.is(State.DELETING));
    present.replaceAll(
        (_, current) -> current.is(State.PENDING) ? current.with(State.READY, AVAILABLE) : current);
  }

  /** What AWS would show now. */
  Observation observation() {
    Map<String, Ping> online =
        present.values().stream()
            .collect(
                Collectors.toMap(
                    Observed::id,
                    _ -> new Ping(Ping.ONLINE, Optional.empty(), ""),
                    (one, _) -> one));
    return new Observation(
        observed.accountId(),
        present,
        duplicates,
        observed.tombstones(),
        missing,
        mislabeled,
        Set.of(),
        observed.unlisted(),
        new Pings.Known(online),
        external);
  }

  /** The resources of other environments as they would be now. */
  void external(Map<Key, Observed> now) {
    external.forEach((key, before) -> {
      if (!now.containsKey(key) || !now.get(key).id().equals(before.id())) {
        detach(Ref.to(key), before.id());
      }
    });
    external = ImmutableCopy.of(now);
  }

  void apply(Step.Write step) {
    switch (step) {
      case Step.Create create -> put(new Observed(create.resource(), ID, State.READY, AVAILABLE));
      case Step.Update update ->
          put(update.current().with(update.resource()).with(State.READY, AVAILABLE));
      case Step.Delete delete when delete.reason().code() == Reason.Code.DUPLICATE ->
          duplicates.remove(delete.current());
      case Step.Delete delete -> remove(delete.current());
    }
  }

  private void put(Observed resource) {
    present.put(resource.key(), resource);
  }

  /** What refers to a deleted resource refers to an id that nobody knows any more. */
  private void remove(Observed deleted) {
    Key key = deleted.key();
    present.remove(key);
    missing.remove(key);
    mislabeled.remove(key);
    mislabeled.replaceAll((_, one) -> without(key, one));
    detach(Ref.to(key), deleted.id());
  }

  private void detach(Ref gone, String id) {
    present.replaceAll((_, other) ->
        other.resource().refs().contains(gone)
            ? other.with(withoutRef(other.resource(), gone, id))
            : other);
  }

  private static Resource withoutRef(Resource resource, Ref gone, String id) {
    return resource.withRefs(ref -> ref.equals(gone) ? Ref.id(id) : ref);
  }

  private static Mislabeled without(Key key, Mislabeled one) {
    return new Mislabeled(
        one.difference(),
        one.advice(),
        one.resources().stream().filter(resource -> !resource.key().equals(key)).toList(),
        one.otherCluster());
  }
}
