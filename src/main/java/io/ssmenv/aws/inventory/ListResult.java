package io.ssmenv.aws.inventory;

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
 * @param allClusters since when listings have shown the resources of all clusters; empty if the
 *     last one did not
 */
record ListResult(
    Instant firstStartedAt,
    Instant startedAt,
    int completed,
    Map<String, List<Owned>> byEnvironment,
    Set<String> unread,
    Optional<Unlisted> failure,
    Optional<AllClusters> allClusters) {

  /** The first listing of the resources of all clusters, and how many there have been since. */
  record AllClusters(Instant firstStartedAt, int completed) {}

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
        Optional.empty());
  }

  ListResult withItems(Instant startedNow, List<ListedResource> items) {
    return with(startedNow, Listed.complete(items), TagScope.ofCluster(""));
  }

  ListResult with(Instant startedNow, Listed listed, TagScope scope) {
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
        ImmutableCopy.of(owned),
        listed.unread(),
        Optional.empty(),
        scope.equals(TagScope.ALL_CLUSTERS)
            ? Optional.of(
                allClusters
                    .map(since -> new AllClusters(since.firstStartedAt(), since.completed() + 1))
                    .orElseGet(() -> new AllClusters(startedNow, 1)))
            : Optional.empty());
  }

  /**
   * The result for an environment whose resources may have the tags of another cluster: listings
   * that show only one cluster prove nothing.
   */
  ListResult ofAllClusters() {
    return allClusters
        .map(since ->
            new ListResult(
                since.firstStartedAt(),
                startedAt,
                since.completed(),
                byEnvironment,
                unread,
                failure,
                allClusters))
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
        allClusters);
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
    return byEnvironment.values().stream().mapToInt(List::size).sum();
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
