package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Wakes the environments for which a reading may say something new. */
record EnvironmentWaker(ListingScope scope, EnvironmentCaches caches, Consumer<Owner> wake) {

  /**
   * Wakes environments after a reading.
   *
   * @param read the listings that were read
   * @param awaiting those that are woken whatever the reading says
   */
  void wake(
      Collection<EnvironmentRefresh> environments,
      InventoryView before,
      InventoryView after,
      List<Listing> read,
      Set<Owner> awaiting) {
    ChangedEnvironments changed = ChangedEnvironments.between(before, after);
    environments.stream()
        .map(EnvironmentRefresh::owner)
        .filter(owner ->
            awaiting.contains(owner)
                || changed.contains(owner)
                || !isAtRest(after.account(), owner, read))
        .forEach(wake);
  }

  /** Whether nothing is known of an environment but what some listings show. */
  private boolean isAtRest(String account, Owner owner, List<Listing> read) {
    return !scope.isSearching(owner)
        && caches.find(account, owner).map(cache -> cache.isSettled(read)).orElse(true);
  }

  void wakeAll(Collection<EnvironmentRefresh> environments) {
    environments.forEach(refresh -> wake.accept(refresh.owner()));
  }
}
