package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.ListResult.Owned;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Mislabeled;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sorts the listed resources of one environment: one for each key, duplicates, and tombstones. */
final class OwnedResources {

  private final EnvironmentCache cache;
  private final Map<Listing, ListResult> results;
  private final KnownIds known;
  private final ItemDecoder decoder;
  private final List<Observed> duplicates = new ArrayList<>();
  private final DeadResources dead;
  private final Map<String, Key> keyOfId = new HashMap<>();
  private final Map<Key, Mislabeled> mislabeled = new HashMap<>();
  private final Set<Key> staleDuplicates = new HashSet<>();
  private final KeyTagCheck keyTags;
  private final DecodedItems decoded;
  private final Map<Listing, List<Owned>> primaries;

  OwnedResources(
      EnvironmentCache cache,
      Map<Listing, ListResult> results,
      KnownIds known,
      ItemDecoder decoder) {
    this.cache = cache;
    this.results = results;
    this.known = known;
    this.decoder = decoder;
    this.decoded = new DecodedItems(decoder);
    this.dead = new DeadResources(cache, known);
    this.keyTags = new KeyTagCheck(known);
    Map<Listing, List<Owned>> existing = new LinkedHashMap<>();
    results.forEach((listing, result) -> existing.put(listing, existing(listing, result)));
    primaries = selectPrimaries(existing);
    indexUnlisted();
  }

  /** Returns the resources and links that a listing shows, by key. */
  Map<Key, Observed> of(Listing listing) {
    return decode(listing, primaries.getOrDefault(listing, List.of()));
  }

  /** Returns why the result of a listing is incomplete for this environment, if it is. */
  Optional<Unlisted> decodingFailure(Listing listing) {
    return decoder.failure(listing);
  }

  /** Returns further resources of keys that already have one. */
  List<Observed> duplicates() {
    return duplicates;
  }

  /** Returns the resources with an edited key, by the key that they were created with. */
  Map<Key, Mislabeled> mislabeled() {
    return mislabeled;
  }

  /** Returns the keys of duplicates that were deleted and that a stale listing still shows. */
  Set<Key> staleDuplicates() {
    return staleDuplicates;
  }

  /** Returns the dead resources that the listings show; the caller adds those that it finds. */
  DeadResources dead() {
    return dead;
  }

  /**
   * Returns the existing resources: those that the listing shows and those that a read by id found.
   */
  private List<Owned> existing(Listing listing, ListResult result) {
    List<Owned> existing = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<Owned> listed =
        result.of(cache.owner().environment()).stream()
            .filter(owned -> keyTags.isOf(cache.owner(), owned))
            .toList();
    Set<Key> claimed =
        listed.stream()
            .filter(owned -> !owned.item().dead())
            .map(owned -> owned.ownership().key())
            .collect(Collectors.toSet());
    Set<String> deletedDuplicates = cache.deletedDuplicates(listing, result);
    for (Owned owned : listed) {
      ids.add(owned.item().id());
      if (isMislabeled(listing, owned, claimed)) {
        continue;
      }
      if (owned.item().dead()) {
        dead.add(owned.ownership().key(), owned.item());
      } else if (decoded.decode(listing, owned) && !isDiscarded(deletedDuplicates, owned)) {
        cache.absenceChecks().cancel(owned.item().id());
        existing.add(owned);
      }
    }
    for (Key key : known.ofType(Resource.typeName(listing.primaryType()))) {
      known
          .id(key)
          .filter(id -> !ids.contains(id))
          .flatMap(id -> foundById(listing, id))
          .filter(owned -> !isMislabeled(listing, owned, claimed))
          .filter(owned -> decoded.decode(listing, owned))
          .ifPresent(existing::add);
    }
    return existing;
  }

  private Optional<Owned> foundById(Listing listing, String id) {
    return cache.absenceChecks().resultOf(id, listing)
            instanceof AbsenceChecks.Result.Exists(Owned owned)
        ? Optional.of(owned)
        : Optional.empty();
  }

  private boolean isMislabeled(Listing listing, Owned owned, Set<Key> claimed) {
    Optional<Key> before = keyTags.keyBefore(listing, owned, claimed);
    if (!owned.item().dead()) {
      before.ifPresent(key ->
          mislabeled.put(
              key,
              KeyTagCheck.mislabeled(
                  owned, key, decoder.decode(listing, key, owned.item(), ItemDecoder.BY_ID))));
    }
    return before.isPresent();
  }

  /** A deleted duplicate that a stale listing still shows. */
  private boolean isDiscarded(Set<String> deletedDuplicates, Owned owned) {
    boolean discarded =
        deletedDuplicates.contains(owned.item().id()) && !decoded.of(owned).is(State.DELETING);
    if (discarded) {
      staleDuplicates.add(owned.ownership().key());
    }
    return discarded;
  }

  /** Keeps one resource for each key. */
  private Map<Listing, List<Owned>> selectPrimaries(Map<Listing, List<Owned>> existing) {
    Comparator<Owned> preference = decoded.preference(existing.values(), known);
    Map<Listing, List<Owned>> primaries = new LinkedHashMap<>();
    existing.forEach((listing, items) -> {
      Map<Key, List<Owned>> byKey = new LinkedHashMap<>();
      items.forEach(owned ->
          byKey.computeIfAbsent(owned.ownership().key(), key -> new ArrayList<>()).add(owned));
      List<Owned> selected = new ArrayList<>();
      byKey
          .values()
          .forEach(same -> {
            Owned primary = same.stream().min(preference).orElseThrow();
            selected.add(primary);
            keyOfId.put(primary.item().id(), primary.ownership().key());
            same.stream()
                .filter(other -> !other.item().id().equals(primary.item().id()))
                .forEach(other -> duplicates.add(decoded.of(other)));
          });
      primaries.put(listing, selected);
    });
    return primaries;
  }

  /**
   * Resources that were just created, or existed before, and are not listed get their keys too.
   * What refers to them is in sync; only the listing is late. Those of other environments follow.
   */
  private void indexUnlisted() {
    Set<String> taggable =
        results.keySet().stream()
            .map(listing -> Resource.typeName(listing.primaryType()))
            .collect(Collectors.toSet());
    for (String type : taggable) {
      for (Key key : known.writtenOfType(type)) {
        cache.recentWrites().id(key).ifPresent(id -> keyOfId.putIfAbsent(id, key));
      }
    }
    Set<Key> indexed = new HashSet<>(keyOfId.values());
    known
        .byKey()
        .forEach((key, id) -> {
          if (taggable.contains(key.type()) && !dead.contains(id) && indexed.add(key)) {
            keyOfId.putIfAbsent(id, key);
          }
        });
    cache
        .external()
        .forEach((key, other) -> {
          if (taggable.contains(other.key().type())) {
            keyOfId.putIfAbsent(other.id(), key);
          }
        });
  }

  private Map<Key, Observed> decode(Listing listing, List<Owned> items) {
    Map<Key, Observed> byKey = new LinkedHashMap<>();
    RefResolver refs =
        id -> Optional.ofNullable(keyOfId.get(id)).map(Ref::to).orElseGet(() -> Ref.id(id));
    items.forEach(owned ->
        decoder
            .decode(listing, owned, refs)
            .forEach(observed -> byKey.put(observed.key(), observed)));
    return byKey;
  }
}
