package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this process remembers about one environment in one account between observations. It is lost
 * in a crash.
 */
final class EnvironmentCache {

  private final Owner owner;
  private final RecentWrites recentWrites = new RecentWrites();
  private final AbsenceChecks absenceChecks = new AbsenceChecks();
  private final Map<Key, Instant> unknownOutcomes = new HashMap<>();
  private final Map<String, DeletedDuplicate> deletedDuplicates = new HashMap<>();
  private final Map<Key, String> tombstoneId = new HashMap<>();
  private Map<Key, String> ids = Map.of();
  private Map<Key, Observed> external = Map.of();

  private record DeletedDuplicate(Listing listing, Instant at) {}

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
    unknownOutcomes.put(key, at);
  }

  synchronized Map<Key, Instant> unknownOutcomeTimes() {
    return ImmutableCopy.of(unknownOutcomes);
  }

  synchronized void outcomeKnown(Key key) {
    unknownOutcomes.remove(key);
  }

  /** Records a deleted duplicate, which listings may show for some time. */
  synchronized void recordDuplicateDeleted(String id, Listing listing, Instant at) {
    deletedDuplicates.put(id, new DeletedDuplicate(listing, at));
  }

  /** Returns the duplicates that a reading may show only because it is stale. */
  synchronized Set<String> deletedDuplicates(Listing listing, ListResult reading) {
    deletedDuplicates
        .values()
        .removeIf(one ->
            one.listing().equals(listing)
                && reading.startedAfter(one.at().plus(listing.readLag().changes())));
    return ImmutableCopy.of(deletedDuplicates.keySet());
  }

  /** Forgets the tombstones of keys that nothing knows any more. */
  synchronized void retainTombstones(Set<Key> known) {
    tombstoneId.keySet().retainAll(known);
  }

  /** Whether none of some listings can tell more of what is remembered. */
  synchronized boolean isSettled(List<Listing> listings) {
    return listings.stream().allMatch(this::isSettled);
  }

  private boolean isSettled(Listing listing) {
    Set<String> types =
        listing.types().stream().map(Resource::typeName).collect(ImmutableCopy.toSet());
    return !absenceChecks.awaits(listing)
        && deletedDuplicates.values().stream().noneMatch(one -> one.listing().equals(listing))
        && Stream.concat(unknownOutcomes.keySet().stream(), recentWrites.keys().stream())
            .noneMatch(key -> types.contains(key.type()));
  }

  /** Whether it refers to resources of other environments. */
  synchronized boolean hasExternal() {
    return !external.isEmpty();
  }

  /** How many things are remembered that an observation may forget. */
  synchronized int size() {
    return deletedDuplicates.size()
        + tombstoneId.size()
        + unknownOutcomes.size()
        + recentWrites.keys().size()
        + absenceChecks.size();
  }

  synchronized void recordTombstone(Key key, String id) {
    tombstoneId.put(key, id);
  }

  synchronized Optional<String> tombstoneId(Key key) {
    return Optional.ofNullable(tombstoneId.get(key));
  }

  synchronized Map<Key, String> allTombstones() {
    return ImmutableCopy.of(tombstoneId);
  }

  synchronized void recordIds(Map<Key, String> observed) {
    ids = ImmutableCopy.of(observed);
  }

  synchronized Map<Key, String> ids() {
    return ids;
  }

  boolean hasInstance() {
    String type = Resource.typeName(Instance.class);
    return ids().keySet().stream().anyMatch(key -> key.type().equals(type));
  }

  /** Returns the ids that were last observed, and those that are known otherwise. */
  Map<Key, String> ids(Map<Key, String> known) {
    Map<Key, String> all = new HashMap<>(known);
    all.putAll(ids());
    return all;
  }

  /** Records the resources of other environments that this one may refer to. */
  synchronized EnvironmentCache withExternal(Map<Key, Observed> known) {
    external = ImmutableCopy.of(known);
    return this;
  }

  synchronized Map<Key, Observed> external() {
    return external;
  }

  /**
   * Returns the id of a resource, as last written or listed, or as another environment knows it.
   */
  Optional<String> id(Key key) {
    return recentWrites
        .id(key)
        .or(() -> Optional.ofNullable(ids().get(key)))
        .or(() -> Optional.ofNullable(external().get(key)).map(Observed::id));
  }
}
