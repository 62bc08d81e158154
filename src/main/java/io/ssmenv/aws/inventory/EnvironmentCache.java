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
 * What this process remembers about one environment between observations. It is lost in a crash.
 */
final class EnvironmentCache {

  private final Owner owner;
  private final RecentWrites recentWrites = new RecentWrites();
  private final AbsenceChecks absenceChecks = new AbsenceChecks();
  private final Map<Key, Instant> unknownOutcomes = new HashMap<>();
  private final Map<String, Instant> deletedDuplicates = new HashMap<>();
  private final Map<Key, String> tombstones = new HashMap<>();
  private Map<Key, String> ids = Map.of();
  private Set<Class<? extends Resource>> refreshTypes = Set.of();
  private Instant refreshSince = Instant.MIN;
  private Duration interval = Duration.ofDays(1);

  EnvironmentCache(Owner owner) {
    this.owner = owner;
  }

  Owner owner() {
    return owner;
  }

  RecentWrites recentWrites() {
    return recentWrites;
  }

  AbsenceChecks absenceChecks() {
    return absenceChecks;
  }

  /** Records a create call that may have been done. */
  synchronized void unknownOutcomes(Key key, Instant at) {
    unknownOutcomes.put(key, at);
  }

  synchronized Map<Key, Instant> unknownOutcomeKeys() {
    return Map.copyOf(unknownOutcomes);
  }

  synchronized void outcomeKnown(Key key) {
    unknownOutcomes.remove(key);
  }

  /** Records a deleted duplicate, which listings may show for some time. */
  synchronized void deletedDuplicates(String id, Instant at) {
    deletedDuplicates.put(id, at);
  }

  synchronized boolean isDeletedDuplicate(String id, Instant now) {
    Instant at = deletedDuplicates.get(id);
    return at != null && now.isBefore(at.plus(Timing.RECENT_WRITE_TTL));
  }

  synchronized void recordTombstone(Key key, String id) {
    tombstones.put(key, id);
  }

  synchronized Optional<String> tombstones(Key key) {
    return Optional.ofNullable(tombstones.get(key));
  }

  synchronized Map<Key, String> allTombstones() {
    return Map.copyOf(tombstones);
  }

  synchronized void recordIds(Map<Key, String> present) {
    ids = Map.copyOf(present);
  }

  synchronized Map<Key, String> ids() {
    return ids;
  }

  /** Returns the id of a resource, as last written or listed. */
  Optional<String> id(Key key) {
    return recentWrites.id(key).or(() -> Optional.ofNullable(ids().get(key)));
  }

  synchronized void setRefresh(
      Set<Class<? extends Resource>> kinds, Duration wantedInterval, Instant now) {
    if (!kinds.equals(refreshTypes)) {
      refreshSince = now;
    }
    refreshTypes = Set.copyOf(kinds);
    interval = wantedInterval;
  }

  synchronized Set<Class<? extends Resource>> refreshTypes() {
    return refreshTypes;
  }

  synchronized Instant refreshSince() {
    return refreshSince;
  }

  synchronized Duration interval() {
    return interval;
  }
}
