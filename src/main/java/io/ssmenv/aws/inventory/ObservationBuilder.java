package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Mislabeled;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the observation of one environment from the listings, the operator's recent writes and the
 * reads by id.
 */
final class ObservationBuilder {

  private final EnvironmentCache cache;
  private final Map<Listing, ListResult> results;
  private final KnownIds known;

  private final Map<Key, Observed> present = new HashMap<>();
  private final Map<Key, String> missing = new HashMap<>();
  private final Map<Key, Mislabeled> mislabeled = new HashMap<>();
  private final OwnedResources owned;

  /**
   * @param known ids from the status and from earlier observations, by key
   */
  ObservationBuilder(
      EnvironmentCache cache,
      Map<Listing, ListResult> results,
      Map<Key, String> known,
      InternalErrors internalErrors) {
    this.cache = cache;
    this.results = results;
    this.known = KnownIds.of(known, cache.recentWrites());
    cache.absenceChecks().begin();
    cache.retainTombstones(known.keySet());
    this.owned =
        new OwnedResources(
            cache, results, this.known, new ItemDecoder(cache.owner(), internalErrors));
  }

  Observation build(String accountId, boolean createdByThisProcess, Pings pings) {
    owned.mislabeled().forEach(this::exclude);
    results.forEach((listing, result) -> mergeListing(listing, result, owned.of(listing)));
    results.forEach(this::checkKnownButUnlisted);
    Map<Class<? extends Resource>, Unlisted> unlisted = unlisted(createdByThisProcess);
    cache.recordIds(ids());
    cache.absenceChecks().end();
    return new Observation(
        accountId,
        present,
        owned.duplicates(),
        owned.dead().all(),
        missing,
        mislabeled,
        unconfirmed(),
        unlisted,
        pings,
        cache.external());
  }

  /** Also of what is mislabeled: a deletion detaches from it what has the right tags. */
  private Map<Key, String> ids() {
    Map<Key, String> ids = new HashMap<>(known.byKey());
    ids.keySet().retainAll(mislabeled.keySet());
    present.forEach((key, observed) -> ids.put(key, observed.id()));
    return ids;
  }

  private void mergeListing(Listing listing, ListResult result, Map<Key, Observed> listed) {
    Set<Key> keys = new HashSet<>(listed.keySet());
    listing.types().forEach(kind -> keys.addAll(known.writtenOfType(Resource.typeName(kind))));
    keys.removeAll(mislabeled.keySet());
    for (Key key : keys) {
      RecentWrites.Merged merged =
          cache
              .recentWrites()
              .merge(
                  key,
                  Optional.ofNullable(listed.get(key)),
                  result,
                  shows(listing, key, listed.keySet()),
                  owned.dead()::contains);
      switch (merged) {
        case RecentWrites.Merged.Present(Observed observed) -> present.put(key, observed);
        case RecentWrites.Merged.Absent _ -> {}
        case RecentWrites.Merged.Deleted(Observed what) -> deleted(listing, key, what.id());
        case RecentWrites.Merged.Unconfirmed(Observed what, boolean absentFromLaterListing) ->
            resolveAbsence(listing, key, what.id(), absentFromLaterListing);
      }
    }
  }

  /** A listing that does not show a new resource yet says nothing about its links. */
  private boolean shows(Listing listing, Key key, Set<Key> listed) {
    return cache.recentWrites().last(key).stream()
        .flatMap(written -> written.resource().refs().stream())
        .flatMap(ref -> ref instanceof Ref.ToKey(Key parent) ? Stream.of(parent) : Stream.empty())
        .filter(parent -> listing.isPrimary(parent) && !listing.isPrimary(key))
        .allMatch(parent -> listed.contains(parent) || cache.recentWrites().id(parent).isEmpty());
  }

  /** The key of a mislabeled resource is neither present nor gone. */
  private void exclude(Key key, Mislabeled why) {
    mislabeled.put(key, why);
    missing.put(key, key + ": " + why.message());
  }

  private Set<Key> unconfirmed() {
    Set<Key> keys = new HashSet<>(cache.recentWrites().unconfirmed());
    keys.addAll(owned.staleDuplicates());
    return keys;
  }

  /** A link is gone if a later listing does not show it. For others the read by id decides. */
  private void resolveAbsence(Listing listing, Key key, String id, boolean absentFromLaterListing) {
    if (owned.dead().contains(id)) {
      cache.recentWrites().forget(key, id);
    } else if (!absentFromLaterListing) {
      missing.put(key, key + " (" + id + ") was deleted; waiting for a listing that confirms it");
    } else if (listing.isPrimary(key)) {
      checkById(listing, key, id);
    } else {
      cache.recentWrites().forgetLink(key);
    }
  }

  private void deleted(Listing listing, Key key, String id) {
    if (!listing.isPrimary(key)) {
      cache.recentWrites().forgetLink(key);
    } else if (owned.dead().contains(id)) {
      cache.recentWrites().forget(key, id);
    } else {
      gone(key, id, "deleted");
    }
  }

  private void checkById(Listing listing, Key key, String id) {
    if (Objects.requireNonNull(results.get(listing)).unread().contains(id)) {
      missing.put(key, key + " (" + id + ") is listed; its attributes were not read yet");
      return;
    }
    switch (cache.absenceChecks().check(id, listing)) {
      case AbsenceChecks.Result.Gone(String awsState) -> gone(key, id, awsState);
      case AbsenceChecks.Result.EmptyList(String message)
          when cache.recentWrites().isDeleted(key) ->
          gone(key, id, message);
      case AbsenceChecks.Result.EmptyList(String message) -> missing.put(key, key + ": " + message);
      case AbsenceChecks.Result.Pending _ ->
          missing.put(key, key + " (" + id + ") is not in the listing; reading it by its id");
      case AbsenceChecks.Result.Exists _ ->
          missing.put(key, key + " (" + id + ") is not in the listing, but AWS still knows its id");
      case AbsenceChecks.Result.Disowned(String difference, String advice) ->
          exclude(key, new Mislabeled(difference, advice, List.of(), Optional.empty()));
      case AbsenceChecks.Result.OtherCluster(String cluster) ->
          exclude(key, KeyTagCheck.ofOtherCluster(cache.owner(), id, cluster));
      case AbsenceChecks.Result.OtherEnvironment(String uid) ->
          exclude(key, KeyTagCheck.ofOtherEnvironment(cache.owner(), id, uid));
      case AbsenceChecks.Result.Inconclusive(String message) ->
          missing.put(key, key + ": " + message);
    }
  }

  private void gone(Key key, String id, String awsState) {
    cache.recentWrites().forget(key, id);
    cache.recordTombstone(key, id);
    owned.dead().addGone(key, id, awsState);
  }

  /** Checks resources that existed before, are not listed, and were not deleted by this process. */
  private void checkKnownButUnlisted(Listing listing, ListResult result) {
    if (result.completed() == 0) {
      return;
    }
    for (Key key : known.ofType(Resource.typeName(listing.primaryType()))) {
      known
          .id(key)
          .filter(_ -> !present.containsKey(key) && !missing.containsKey(key))
          .filter(id -> !owned.dead().contains(id))
          .ifPresent(id -> checkById(listing, key, id));
    }
  }

  private Map<Class<? extends Resource>, Unlisted> unlisted(boolean createdByThisProcess) {
    Map<Class<? extends Resource>, Unlisted> unlisted = new LinkedHashMap<>();
    Set<String> types = present.keySet().stream().map(Key::type).collect(Collectors.toSet());
    results.forEach((listing, result) -> {
      Optional<Unlisted> why =
          result
              .failure()
              .or(() -> owned.decodingFailure(listing))
              .or(() ->
                  types.contains(Resource.typeName(listing.primaryType()))
                      ? Optional.empty()
                      : result.unfinished(listing))
              .or(() ->
                  createdByThisProcess || result.completedTwice(Timing.PROOF_OF_ABSENCE)
                      ? Optional.empty()
                      : Optional.of(
                          new Unlisted(
                              Unlisted.Cause.AWAITING_PROOF,
                              listing.action()
                                  + " must succeed twice to find everything that an earlier run of"
                                  + " the operator created")));
      why.ifPresent(message -> listing.types().forEach(kind -> unlisted.put(kind, message)));
      listing.types().forEach(kind -> resolveUnknownOutcomes(Resource.typeName(kind), result));
    });
    return unlisted;
  }

  /**
   * A create call whose response was lost may have been done. Only a listing that started well
   * after the call shows that it was not.
   */
  private void resolveUnknownOutcomes(String typeName, ListResult result) {
    cache
        .unknownOutcomeTimes()
        .forEach((key, at) -> {
          if (!key.type().equals(typeName)) {
            return;
          }
          if (present.containsKey(key)
              || result.startedAt().isAfter(at.plus(Timing.PROOF_OF_ABSENCE))) {
            cache.outcomeKnown(key);
          } else {
            missing.putIfAbsent(
                key,
                key
                    + ": the result of a create call is unknown; checking whether the resource exists");
          }
        });
  }
}
