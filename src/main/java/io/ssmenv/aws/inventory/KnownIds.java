package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.ListResult.Owned;
import io.ssmenv.topology.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the resources of one environment besides the listings, indexed once for each
 * observation.
 *
 * @param byKey ids from the status and from earlier observations
 * @param byType the keys of those, by their type
 * @param writtenByType the keys of recent writes, by their type
 * @param keys the keys of both by the id that counts: the one that was written, if there is one
 * @param ids all of them
 */
record KnownIds(
    Map<Key, String> byKey,
    Map<String, List<Key>> byType,
    Map<String, List<Key>> writtenByType,
    Map<String, List<Key>> keys,
    Set<String> ids) {

  static KnownIds of(Map<Key, String> byKey, RecentWrites writes) {
    Map<String, List<Key>> byType = new HashMap<>();
    Map<String, List<Key>> writtenByType = new HashMap<>();
    Map<String, List<Key>> keys = new HashMap<>();
    byKey.forEach((key, id) -> {
      add(byType, key.type(), key);
      add(keys, writes.id(key).orElse(id), key);
    });
    for (Key key : writes.keys()) {
      add(writtenByType, key.type(), key);
      writes.id(key).filter(_ -> !byKey.containsKey(key)).ifPresent(id -> add(keys, id, key));
    }
    Set<String> ids = new HashSet<>(byKey.values());
    ids.addAll(keys.keySet());
    return new KnownIds(byKey, byType, writtenByType, keys, ids);
  }

  private static void add(Map<String, List<Key>> index, String value, Key key) {
    index.computeIfAbsent(value, _ -> new ArrayList<>()).add(key);
  }

  Optional<String> id(Key key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The keys of a type in the status and in earlier observations. */
  List<Key> ofType(String type) {
    return byType.getOrDefault(type, List.of());
  }

  /** The keys of a type that were written lately. */
  List<Key> writtenOfType(String type) {
    return writtenByType.getOrDefault(type, List.of());
  }

  /** Whether an id is known under a key: as it was written, or else as it is recorded. */
  boolean isUnder(Key key, String id) {
    return keys.getOrDefault(id, List.of()).contains(key);
  }

  /** The key of a type under which an id is known; the tagged one if it is among several. */
  Optional<Key> recorded(String type, Owned owned) {
    Key tagged = owned.ownership().key();
    List<Key> all = keys.getOrDefault(owned.item().id(), List.of());
    if (all.contains(tagged)) {
      return Optional.of(tagged);
    }
    List<Key> ofType = all.stream().filter(key -> key.type().equals(type)).toList();
    return ofType.stream()
        .filter(byKey::containsKey)
        .min(Key::compareTo)
        .or(() -> ofType.stream().min(Key::compareTo));
  }
}
