package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this process remembers of one environment between observations. All of it may be lost in a
 * crash.
 */
final class Memory {

  private final Owner owner;
  private final Overlay overlay = new Overlay();
  private final Suspicions suspicions = new Suspicions();
  private final Map<Key, Instant> uncertain = new HashMap<>();
  private final Map<String, Instant> discarded = new HashMap<>();
  private final Map<Key, String> dead = new HashMap<>();
  private Map<Key, String> ids = Map.of();
  private Set<Class<? extends Resource>> awaited = Set.of();
  private Instant awaitedSince = Instant.MIN;
  private Duration interval = Duration.ofDays(1);

  Memory(Owner owner) {
    this.owner = owner;
  }

  Owner owner() {
    return owner;
  }

  Overlay overlay() {
    return overlay;
  }

  Suspicions suspicions() {
    return suspicions;
  }

  /** A create was sent and not answered: it may have been done. */
  synchronized void uncertain(Key key, Instant at) {
    uncertain.put(key, at);
  }

  synchronized Map<Key, Instant> uncertainKeys() {
    return Map.copyOf(uncertain);
  }

  synchronized void certain(Key key) {
    uncertain.remove(key);
  }

  /** A duplicate was deleted; listings may show it for a while. */
  synchronized void discarded(String id, Instant at) {
    discarded.put(id, at);
  }

  synchronized boolean isDiscarded(String id, Instant now) {
    Instant at = discarded.get(id);
    return at != null && now.isBefore(at.plus(Timing.OVERLAY));
  }

  synchronized void died(Key key, String id) {
    dead.put(key, id);
  }

  synchronized Optional<String> dead(Key key) {
    return Optional.ofNullable(dead.get(key));
  }

  synchronized Map<Key, String> deaths() {
    return Map.copyOf(dead);
  }

  synchronized void saw(Map<Key, String> present) {
    ids = Map.copyOf(present);
  }

  synchronized Map<Key, String> ids() {
    return ids;
  }

  /** The id of a resource as last written or seen. */
  Optional<String> id(Key key) {
    return overlay.id(key).or(() -> Optional.ofNullable(ids().get(key)));
  }

  synchronized void awaits(
      Set<Class<? extends Resource>> kinds, Duration wantedInterval, Instant now) {
    if (!kinds.equals(awaited)) {
      awaitedSince = now;
    }
    awaited = Set.copyOf(kinds);
    interval = wantedInterval;
  }

  synchronized Set<Class<? extends Resource>> awaited() {
    return awaited;
  }

  synchronized Instant awaitedSince() {
    return awaitedSince;
  }

  synchronized Duration interval() {
    return interval;
  }
}
