package io.ssmenv.aws.inventory;

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
 * @param first when the first complete one since this process started was begun
 * @param begun when this one was begun; a write that ended before may be expected in it, though it
 *     can still be stale
 * @param times how many complete ones there were since this process started
 * @param byEnvironment its items by the environment's UID in their own ownership tags
 * @param failure of the attempt after it
 */
record Reading(
    Instant first,
    Instant begun,
    int times,
    Map<String, List<Owned>> byEnvironment,
    Optional<String> failure) {

  /** An item with the ownership that its own tags tell. */
  record Owned(Ownership ownership, Item item) {}

  /** Nothing was read so far. */
  static Reading none(String sentence) {
    return new Reading(Instant.MAX, Instant.MIN, 0, Map.of(), Optional.of(sentence));
  }

  Reading next(Instant begunNow, List<Item> items) {
    Map<String, List<Owned>> owned = new HashMap<>();
    for (Item item : items) {
      Ownership.read(item.tags())
          .ifPresent(ownership ->
              owned
                  .computeIfAbsent(ownership.environment(), uid -> new ArrayList<>())
                  .add(new Owned(ownership, item)));
    }
    return new Reading(
        times == 0 ? begunNow : first, begunNow, times + 1, Map.copyOf(owned), Optional.empty());
  }

  Reading failed(String sentence) {
    return new Reading(first, begun, times, byEnvironment, Optional.of(sentence));
  }

  List<Owned> of(String environment) {
    return byEnvironment.getOrDefault(environment, List.of());
  }

  boolean after(Instant write) {
    return begun.isAfter(write);
  }

  /** Whether two complete listings were begun at least this far apart. */
  boolean twice(Duration apart) {
    return times >= 2 && !begun.isBefore(first.plus(apart));
  }
}
