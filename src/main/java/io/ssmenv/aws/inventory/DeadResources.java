package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Tombstone;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last dead resource of each key of one environment. */
final class DeadResources {

  private final EnvironmentCache cache;
  private final Map<Key, String> known;
  private final Map<Key, Tombstone> tombstones = new HashMap<>();

  /**
   * @param known ids from the status and from earlier observations, by key
   */
  DeadResources(EnvironmentCache cache, Map<Key, String> known) {
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
      tombstones.put(key, new Tombstone(item.id(), item.awsState()));
    }
  }

  private boolean isLast(Key key, String id) {
    return cache
        .tombstoneId(key)
        .or(() -> Optional.ofNullable(known.get(key)))
        .filter(id::equals)
        .isPresent();
  }

  /** Adds a resource that a read by its id found to be gone. */
  void addGone(Key key, String id, String reason) {
    tombstones.put(key, new Tombstone(id, reason));
  }

  boolean contains(String id) {
    return tombstones.values().stream().anyMatch(one -> one.id().equals(id));
  }

  /** Returns all of them, with those that this process remembers from earlier listings. */
  Map<Key, Tombstone> all() {
    Map<Key, Tombstone> all = new HashMap<>(tombstones);
    cache.allTombstones().forEach((key, id) -> all.putIfAbsent(key, new Tombstone(id, "dead")));
    return all;
  }
}
