package io.ssmenv.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one environment. Absence is proven, not assumed: a key that is neither {@link
 * #present} nor {@link #unproven} is gone, or has never been.
 *
 * @param accountId the account in which all of this was seen
 * @param present what exists, one resource for each key
 * @param duplicates further resources that carry a key which another one in {@code present} has
 * @param tombstones the last resource of a key that is known to be dead: its id goes into the next
 *     one's client token
 * @param missing keys whose resource was known by its id and is not in the listings, each with a
 *     sentence; whether it is gone is not yet known
 * @param unlisted kinds that could not be listed, or not recently or not often enough, each with a
 *     sentence
 */
public record Observation(
    String accountId,
    Map<Key, Observed> present,
    List<Observed> duplicates,
    Map<Key, Tombstone> tombstones,
    Map<Key, String> missing,
    Map<Class<? extends Resource>, String> unlisted,
    Pings pings) {

  public Observation {
    present = Map.copyOf(present);
    duplicates = List.copyOf(duplicates);
    tombstones = Map.copyOf(tombstones);
    missing = Map.copyOf(missing);
    unlisted = Map.copyOf(unlisted);
  }

  /**
   * @param why AWS's own reason, else its word for the state
   */
  public record Tombstone(String id, String reason) {}

  public Optional<Observed> find(Key key) {
    return Optional.ofNullable(present.get(key));
  }

  /** Why it is not certain that there is no such resource; empty if it is. */
  public Optional<String> unproven(Resource resource) {
    return Optional.ofNullable(missing.get(resource.key()))
        .or(() -> Optional.ofNullable(unlisted.get(resource.getClass())));
  }

  /** Whether it is proven that nothing of the environment is left. */
  public boolean provenEmpty() {
    return present.isEmpty() && duplicates.isEmpty() && missing.isEmpty() && unlisted.isEmpty();
  }
}
