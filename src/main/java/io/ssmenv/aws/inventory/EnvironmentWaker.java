package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/** Wakes the environments for which a reading may say something new. */
record EnvironmentWaker(ListingScope scope, EnvironmentCaches caches, Consumer<Owner> wake) {

  /**
   * Wakes environments after a reading.
   *
   * @param awaiting those that wait for the reading, and are woken whatever it says
   */
  void wake(
      Collection<EnvironmentRefresh> environments,
      InventoryView before,
      InventoryView after,
      Set<Owner> awaiting) {
    ChangedEnvironments changed = ChangedEnvironments.between(before, after);
    environments.stream()
        .map(EnvironmentRefresh::owner)
        .filter(owner ->
            awaiting.contains(owner)
                || changed.contains(owner)
                || !isAtRest(after.account(), owner))
        .forEach(wake);
  }

  /** Whether nothing is known of an environment but what the listings show. */
  private boolean isAtRest(String account, Owner owner) {
    return !scope.isSearching(owner)
        && caches.find(account, owner).map(EnvironmentCache::size).orElse(0) == 0;
  }

  void wakeAll(Collection<EnvironmentRefresh> environments) {
    environments.forEach(refresh -> wake.accept(refresh.owner()));
  }
}
