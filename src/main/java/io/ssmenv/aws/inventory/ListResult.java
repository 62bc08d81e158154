package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The last complete result of one listing, and whether a later attempt failed.
 *
 * @param firstStartedAt when the first complete listing of this process started
 * @param startedAt when this listing started; it should show writes that ended before, but it can
 *     be stale
 * @param completed how many listings of this process were complete
 * @param byEnvironment the resources by the environment id in their ownership tags
 * @param unread see {@link Listed#unread}
 * @param failure the message of a later attempt
 * @param searches the environment ids that were looked for in all clusters
 * @param parts when the environments were listed that a later listing of some has shown
 */
record ListResult(
    Instant firstStartedAt,
    Instant startedAt,
    int completed,
    Map<String, List<Owned>> byEnvironment,
    Set<String> unread,
    Optional<Unlisted> failure,
    Map<String, Search> searches,
    Map<String, Instant> parts) {

  /** The first and the last listing that showed all clusters for an id, and how many there were. */
  record Search(Instant firstStartedAt, Instant startedAt, int completed) {
    boolean completedTwice() {
      return completed >= 2 && !startedAt.isBefore(firstStartedAt.plus(Timing.PROOF_OF_ABSENCE));
    }
  }

  /** A resource with the ownership from its tags. */
  record Owned(Ownership ownership, ListedResource item) {
    /** Whether its environment was deleted so that it stays. */
    boolean isRetained() {
      String retained = item.tags().getOrDefault(Ownership.TAG_RETAINED, Ownership.NOT_RETAINED);
      return !retained.equals(Ownership.NOT_RETAINED);
    }
  }

  /** The result before the first read. */
  static ListResult notRead(String message) {
    return new ListResult(
        Instant.MAX,
        Instant.MIN,
        0,
        Map.of(),
        Set.of(),
        Optional.of(new Unlisted(Unlisted.Cause.NOT_READ, message)),
        Map.of(),
        Map.of());
  }

  ListResult withItems(Instant startedNow, List<ListedResource> items) {
    return with(startedNow, Listed.complete(items), ListingScope.Shown.of(TagScope.ofCluster("")));
  }

  ListResult with(Instant startedNow, Listed listed, ListingScope.Shown shown) {
    Map<String, List<Owned>> owned = new HashMap<>();
    for (ListedResource item : listed.resources()) {
      Ownership.read(item.tags())
          .ifPresent(ownership ->
              owned
                  .computeIfAbsent(ownership.environment(), uid -> new ArrayList<>())
                  .add(new Owned(ownership, item)));
    }
    return new ListResult(
        completed == 0 ? startedNow : firstStartedAt,
        startedNow,
        completed + 1,
        ImmutableCopy.of(reusing(owned)),
        listed.unread(),
        Optional.empty(),
        searches(startedNow, shown),
        Map.of());
  }

  /** The result after a listing of some environments. */
  ListResult withPart(Instant startedNow, Listed listed, Set<String> environments) {
    ListResult part = with(startedNow, listed, ListingScope.Shown.of(TagScope.ofCluster("")));
    Map<String, List<Owned>> all = new HashMap<>(byEnvironment);
    Map<String, Instant> times = new HashMap<>(parts);
    environments.forEach(environment -> {
      all.remove(environment);
      Optional.ofNullable(part.byEnvironment().get(environment))
          .ifPresent(owned -> all.put(environment, owned));
      times.put(environment, startedNow);
    });
    return new ListResult(
        firstStartedAt,
        startedAt,
        completed,
        ImmutableCopy.of(all),
        unread,
        failure,
        searches,
        ImmutableCopy.of(times));
  }

  /** The result for an environment, with the time at which it was listed last. */
  ListResult ofPart(String environment) {
    Instant at = parts.get(environment);
    return at == null
        ? this
        : new ListResult(
            firstStartedAt, at, completed, byEnvironment, unread, failure, searches, parts);
  }

  /**
   * What has not changed is the same object as before: it takes no more memory, and tells cheaply
   * which environments have something new.
   */
  @SuppressWarnings("ReferenceEquality") // Identity is what it is about.
  private Map<String, List<Owned>> reusing(Map<String, List<Owned>> owned) {
    owned.replaceAll((environment, now) -> {
      List<Owned> before = of(environment);
      Map<String, Owned> byId = HashMap.newHashMap(before.size());
      before.forEach(one -> byId.put(one.item().id(), one));
      now.replaceAll(one -> {
        Owned same = byId.get(one.item().id());
        return one.equals(same) ? same : one;
      });
      boolean unchanged =
          now.size() == before.size()
              && now.stream().allMatch(one -> one == byId.get(one.item().id()));
      return unchanged ? before : List.copyOf(now);
    });
    return owned;
  }

  /** Whether an environment has the same resources in another result, without comparing them. */
  @SuppressWarnings("ReferenceEquality")
  boolean hasSame(String environment, ListResult other) {
    return of(environment) == other.of(environment);
  }

  private Map<String, Search> searches(Instant startedNow, ListingScope.Shown shown) {
    Map<String, Search> all = new HashMap<>(searches);
    all.keySet().retainAll(shown.remembered());
    shown
        .searched()
        .forEach(id ->
            all.merge(
                id,
                new Search(startedNow, startedNow, 1),
                (before, _) ->
                    new Search(before.firstStartedAt(), startedNow, before.completed() + 1)));
    return ImmutableCopy.of(all);
  }

  /** Returns the last search for an environment id. */
  Optional<Search> search(String environment) {
    return Optional.ofNullable(searches.get(environment));
  }

  /**
   * The result for an environment whose resources may have the tags of another cluster: listings
   * that show only one cluster prove nothing.
   */
  ListResult inAllClusters(String environment) {
    return search(environment)
        .map(since ->
            new ListResult(
                since.firstStartedAt(),
                since.startedAt(),
                since.completed(),
                byEnvironment,
                unread,
                failure,
                searches,
                parts))
        .orElseGet(() -> notRead("The resources of other clusters have not been listed yet"));
  }

  ListResult withFailure(Unlisted why) {
    Optional<Instant> lastRead = completed == 0 ? Optional.empty() : Optional.of(startedAt);
    return new ListResult(
        firstStartedAt,
        startedAt,
        completed,
        byEnvironment,
        unread,
        Optional.of(new Unlisted(why.cause(), why.message(), lastRead)),
        searches,
        parts);
  }

  /**
   * Why the listing proves nothing for an environment that has no resource of its type: one that
   * was not read yet may be that of the environment.
   */
  Optional<Unlisted> unfinished(Listing listing) {
    return unread.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Unlisted(
                Unlisted.Cause.NOT_READ,
                "%s lists %d resources that were not read yet"
                    .formatted(listing.action(), unread.size())));
  }

  /** The resources of all environments, without those that are deleted or retained. */
  Stream<Owned> existing() {
    return byEnvironment.values().stream()
        .flatMap(List::stream)
        .filter(owned -> !owned.item().dead())
        .filter(owned -> !owned.isRetained());
  }

  /** How many resources of all environments were listed. */
  int size() {
    return size(byEnvironment.keySet());
  }

  int size(Set<String> environments) {
    return environments.stream().mapToInt(environment -> of(environment).size()).sum();
  }

  List<Owned> of(String environment) {
    return byEnvironment.getOrDefault(environment, List.of());
  }

  boolean startedAfter(Instant write) {
    return startedAt.isAfter(write);
  }

  /** Returns whether two complete listings started at least this far apart. */
  boolean completedTwice(Duration apart) {
    return completed >= 2 && !startedAt.isBefore(firstStartedAt.plus(apart));
  }
}
