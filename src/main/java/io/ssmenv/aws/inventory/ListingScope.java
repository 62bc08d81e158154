package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.TagEvidence;
import io.ssmenv.cloud.TagEvidence.Tagged;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observation.Unlisted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which resources the listings of an inventory show: those of its own scope, and those with the
 * environment ids that somebody may take over, whatever the cluster in their tags.
 */
final class ListingScope {

  /**
   * What one listing shows.
   *
   * @param searched the ids that it looks for in all clusters
   * @param remembered those, and the ones of which it is known that nothing exists
   */
  record Shown(TagScope tags, Set<String> searched, Set<String> remembered) {
    static Shown of(TagScope tags) {
      return new Shown(tags, Set.of(), Set.of());
    }
  }

  private final TagScope own;

  /** The ids that environments are taking over, by their UIDs. */
  private final Map<String, String> taken = new ConcurrentHashMap<>();

  /** The ids that environments ask about, by their UIDs. */
  private final Map<String, Set<String>> asked = new ConcurrentHashMap<>();

  ListingScope(TagScope own) {
    this.own = own;
  }

  /**
   * What the next listings show. An id with which nothing exists is looked for again only after a
   * while: anybody can write one into an annotation.
   */
  Shown next(InventoryView view, Instant now) {
    Set<String> searched = new HashSet<>(taken.values());
    Set<String> remembered = new HashSet<>(searched);
    asked
        .values()
        .forEach(ids ->
            ids.forEach(id -> {
              remembered.add(id);
              if (!isKnownAsNothing(id, view, now)) {
                searched.add(id);
              }
            }));
    return new Shown(own.orOf(searched), searched, remembered);
  }

  private static boolean isKnownAsNothing(String id, InventoryView view, Instant now) {
    return view.results().values().stream()
        .allMatch(result ->
            result.of(id).isEmpty()
                && result
                    .search(id)
                    .filter(ListResult.Search::completedTwice)
                    .filter(last -> now.isBefore(last.startedAt().plus(Timing.ADOPTION_SEARCH)))
                    .isPresent());
  }

  /** Whether a resource is in the inventory's own scope. */
  boolean isOwn(ListResult.Owned owned) {
    return own.contains(owned.item().tags());
  }

  /** Returns what the results prove for an environment, and remembers whether it is adopting. */
  Map<Listing, ListResult> forOwner(Owner owner, Map<Listing, ListResult> results) {
    if (owner.adopting()) {
      taken.put(owner.uid(), owner.environment());
      results.replaceAll((_, result) -> result.inAllClusters(owner.environment()));
    } else {
      taken.remove(owner.uid());
      results.replaceAll((_, result) -> result.ofPart(owner.environment()));
    }
    return results;
  }

  void search(Owner owner, Set<String> environments) {
    if (environments.isEmpty()) {
      asked.remove(owner.uid());
    } else {
      asked.put(owner.uid(), ImmutableCopy.of(environments));
    }
  }

  static TagEvidence evidence(Set<String> environments, Map<Listing, ListResult> results) {
    Map<String, List<Tagged>> tagged = new HashMap<>();
    Map<String, String> unknown = new HashMap<>();
    for (String id : environments) {
      List<Tagged> found = new ArrayList<>();
      results.forEach((listing, result) -> {
        result.of(id).stream()
            .filter(owned -> !owned.item().dead())
            .forEach(owned -> found.add(new Tagged(owned.item().id(), owned.ownership())));
        unknown(listing, id, result).ifPresent(why -> unknown.putIfAbsent(id, why));
      });
      tagged.put(id, List.copyOf(found));
    }
    return new TagEvidence(tagged, unknown);
  }

  private static Optional<String> unknown(Listing listing, String id, ListResult result) {
    return Stream.of(
            result.failure().map(Unlisted::message),
            result.unfinished(listing).map(Unlisted::message),
            result.search(id).filter(ListResult.Search::completedTwice).isPresent()
                ? Optional.<String>empty()
                : Optional.of(listing.action() + " must show all clusters twice"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether an environment takes over another id, or asks about one. */
  boolean isSearching(Owner owner) {
    return taken.containsKey(owner.uid()) || asked.containsKey(owner.uid());
  }

  void forget(Owner owner) {
    taken.remove(owner.uid());
    asked.remove(owner.uid());
  }
}
