package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
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

  /**
   * Records that a resource was created or changed.
   *
   * @param before the state before; empty if the resource was created
   * @param listing of the type of the resource
   */
  void recordWrite(Observed written, Optional<Observed> before, Listing listing, Instant at) {
    outcomeKnown(written.key());
    boolean tagged = isTagged(written, listing);
    if (tagged) {
      absenceChecks.cancel(written.id()); // A new role can have the name of a deleted one.
    }
    ReadLag lag = listing.readLag();
    recentWrites.recordWrite(
        written, before, tagged, at, tagged && before.isEmpty() ? lag.creations() : lag.changes());
  }

  /** Records that a resource was deleted. */
  void recordDelete(Observed before, Deletion deletion, Listing listing, Instant at) {
    recentWrites.recordDelete(
        before, isTagged(before, listing), deletion, at, listing.readLag().changes());
  }

  /** Whether a resource has tags; the others of a listing are links. */
  private static boolean isTagged(Observed resource, Listing listing) {
    return listing.primaryType().equals(resource.resource().getClass());
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

  /** Returns whether a reading may show a duplicate only because it is stale. */
  synchronized boolean isDeletedDuplicate(String id, ListResult reading, ReadLag lag) {
    Instant at = recordDuplicateDeleted.get(id);
    return at != null && !reading.startedAfter(at.plus(lag.changes()));
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
