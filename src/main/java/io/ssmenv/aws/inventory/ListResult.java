package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last complete answer of one listing, and whether a later attempt failed.
 *
 * @param firstStartedAt when the first complete one since this process started was begun
 * @param startedAt when this one was begun; a write that ended before may be expected in it, though
 *     it can still be stale
 * @param completed how many complete ones there were since this process started
 * @param byEnvironment its items by the environment's UID in their own ownership tags
 * @param failure of the attempt after it
 */
record ListResult(
    Instant firstStartedAt,
    Instant startedAt,
    int completed,
    Map<String, List<Owned>> byEnvironment,
    Optional<Unlisted> failure) {

  /** An item with the ownership that its own tags tell. */
  record Owned(Ownership ownership, ListedResource item) {}

  /** Nothing was read so far. */
  static ListResult notRead(String message) {
    return new ListResult(
        Instant.MAX,
        Instant.MIN,
        0,
        Map.of(),
        Optional.of(new Unlisted(Unlisted.Cause.NOT_READ, message)));
  }

  ListResult withItems(Instant begunNow, List<ListedResource> items) {
    Map<String, List<Owned>> owned = new HashMap<>();
    for (ListedResource item : items) {
      Ownership.read(item.tags())
          .ifPresent(ownership ->
              owned
                  .computeIfAbsent(ownership.environment(), uid -> new ArrayList<>())
                  .add(new Owned(ownership, item)));
    }
    return new ListResult(
        completed == 0 ? begunNow : firstStartedAt,
        begunNow,
        completed + 1,
        Map.copyOf(owned),
        Optional.empty());
  }

  ListResult withFailure(String message) {
    return new ListResult(
        firstStartedAt,
        startedAt,
        completed,
        byEnvironment,
        Optional.of(new Unlisted(Unlisted.Cause.FAILED, message)));
  }

  List<Owned> of(String environment) {
    return byEnvironment.getOrDefault(environment, List.of());
  }

  boolean startedAfter(Instant write) {
    return startedAt.isAfter(write);
  }

  /** Whether two complete listings were begun at least this far apart. */
  boolean completedTwice(Duration apart) {
    return completed >= 2 && !startedAt.isBefore(firstStartedAt.plus(apart));
  }
}
