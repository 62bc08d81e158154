package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process remembers about one environment in one account between observations. It is lost
 * in a crash.
 */
final class EnvironmentCache {

  private final Owner owner;
  private final RecentWrites recentWrites = new RecentWrites();
  private final AbsenceChecks absenceChecks = new AbsenceChecks();
  private final Map<Key, Instant> recordUnknownOutcome = new HashMap<>();
  private final Map<String, Instant> recordDuplicateDeleted = new HashMap<>();
  private final Map<Key, String> tombstoneId = new HashMap<>();
  private Map<Key, String> ids = Map.of();

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
  synchronized void recordUnknownOutcome(Key key, Instant at) {
    recordUnknownOutcome.put(key, at);
  }

  synchronized Map<Key, Instant> unknownOutcomeTimes() {
    return Map.copyOf(recordUnknownOutcome);
  }

  synchronized void outcomeKnown(Key key) {
    recordUnknownOutcome.remove(key);
  }

  /** Records a deleted duplicate, which listings may show for some time. */
  synchronized void recordDuplicateDeleted(String id, Instant at) {
    recordDuplicateDeleted.put(id, at);
  }

  synchronized boolean isDeletedDuplicate(String id, Instant now) {
    Instant at = recordDuplicateDeleted.get(id);
    return at != null && now.isBefore(at.plus(Timing.RECENT_WRITE_TTL));
  }

  synchronized void recordTombstone(Key key, String id) {
    tombstoneId.put(key, id);
  }

  synchronized Optional<String> tombstoneId(Key key) {
    return Optional.ofNullable(tombstoneId.get(key));
  }

  synchronized Map<Key, String> allTombstones() {
    return Map.copyOf(tombstoneId);
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
}
