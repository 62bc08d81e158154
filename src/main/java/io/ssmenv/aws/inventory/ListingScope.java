package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which resources the listings of an inventory show: those of its own scope, and those of all
 * clusters while an environment takes over resources that may have the tags of another one.
 */
final class ListingScope {

  private final TagScope own;

  /** The UIDs of the environments that are taking over resources. */
  private final Set<String> adopters = ConcurrentHashMap.newKeySet();

  ListingScope(TagScope own) {
    this.own = own;
  }

  /** What the next listing shows. */
  TagScope next() {
    return adopters.isEmpty() ? own : TagScope.ALL_CLUSTERS;
  }

  /** Whether a resource is in the inventory's own scope. */
  boolean isOwn(ListResult.Owned owned) {
    return own.contains(owned.item().tags());
  }

  /** Returns what the results prove for an environment, and remembers whether it is adopting. */
  Map<Listing, ListResult> forOwner(Owner owner, Map<Listing, ListResult> results) {
    if (owner.adopting()) {
      adopters.add(owner.uid());
      results.replaceAll((_, result) -> result.ofAllClusters());
    } else {
      adopters.remove(owner.uid());
    }
    return results;
  }

  void forget(Owner owner) {
    adopters.remove(owner.uid());
  }
}
