package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What the operator has written, which listings show only later. */
public final class WriteRecords {

  private final EnvironmentCaches caches;
  private final List<Listing> listings;
  private final InstantSource clock;

  WriteRecords(EnvironmentCaches caches, List<Listing> listings, InstantSource clock) {
    this.caches = caches;
    this.listings = listings;
    this.clock = clock;
  }

  /** Returns the id of a resource, as last written or listed. */
  public Optional<String> id(String account, Owner owner, Key key) {
    return caches.find(account, owner).flatMap(cache -> cache.id(key));
  }

  /** Whether an environment has an instance, as last observed. */
  public boolean hasInstance(String account, Owner owner) {
    return caches.find(account, owner).filter(EnvironmentCache::hasInstance).isPresent();
  }

  /** Records that a resource was created, or changed from a state before. */
  public void recordWrite(String account, Owner owner, Observed what, Optional<Observed> before) {
    caches
        .find(account, owner)
        .ifPresent(cache -> cache.recordWrite(what, before, listingOf(what), clock.instant()));
  }

  /** Records that a resource was deleted, and how far AWS is with it. */
  public void recordDelete(String account, Owner owner, Observed what, Deletion deletion) {
    caches
        .find(account, owner)
        .ifPresent(cache -> cache.recordDelete(what, deletion, listingOf(what), clock.instant()));
  }

  /** Records that a duplicate was deleted. */
  public void recordDuplicateDeleted(String account, Owner owner, Observed what) {
    caches
        .find(account, owner)
        .ifPresent(one -> one.recordDuplicateDeleted(what.id(), listingOf(what), clock.instant()));
  }

  /** Records that it is unknown whether a create call was done. */
  public void recordUnknownOutcome(String account, Owner owner, Key key) {
    caches.find(account, owner).ifPresent(one -> one.recordUnknownOutcome(key, clock.instant()));
  }

  private Listing listingOf(Observed what) {
    return listings.stream()
        .filter(listing -> listing.types().contains(what.resource().getClass()))
        .findFirst()
        .orElseThrow();
  }
}
