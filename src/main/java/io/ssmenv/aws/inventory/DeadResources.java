package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Tombstone;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last dead resource of each key of one environment. */
final class DeadResources {

  private final EnvironmentCache cache;
  private final KnownIds known;
  private final Map<Key, Tombstone> tombstones = new HashMap<>();

  /** How many keys have a tombstone with an id. */
  private final Map<String, Integer> ids = new HashMap<>();

  DeadResources(EnvironmentCache cache, KnownIds known) {
    this.cache = cache;
    this.known = known;
  }

  /**
   * Adds a listed dead resource. Of several with a key, the last one is that which this process
   * knew, otherwise the one in the status, otherwise that with the greatest id.
   */
  void add(Key key, ListedResource item) {
    Tombstone other = tombstones.get(key);
    if (other == null
        || isLast(key, item.id())
        || (!isLast(key, other.id()) && item.id().compareTo(other.id()) > 0)) {
      put(key, new Tombstone(item.id(), item.awsState()));
    }
  }

  private void put(Key key, Tombstone last) {
    Optional.ofNullable(tombstones.put(key, last))
        .ifPresent(before ->
            ids.computeIfPresent(before.id(), (_, count) -> count == 1 ? null : count - 1));
    ids.merge(last.id(), 1, Integer::sum);
  }

  private boolean isLast(Key key, String id) {
    return cache.tombstoneId(key).or(() -> known.id(key)).filter(id::equals).isPresent();
  }

  /** Adds a resource that a read by its id found to be gone. */
  void addGone(Key key, String id, String reason) {
    put(key, new Tombstone(id, reason));
  }

  boolean contains(String id) {
    return ids.containsKey(id);
  }

  /** Returns all of them, with those that this process remembers from earlier listings. */
  Map<Key, Tombstone> all() {
    Map<Key, Tombstone> all = new HashMap<>(tombstones);
    cache.allTombstones().forEach((key, id) -> all.putIfAbsent(key, new Tombstone(id, "dead")));
    return all;
  }
}
