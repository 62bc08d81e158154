package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory of all environments, for each account in which the operator has read or written. What
 * is true in one account says nothing about another, and is still true when the credentials of the
 * first one return. An adoption begins and ends without memory, as after a start.
 */
final class EnvironmentCaches {

  private record Id(String account, String uid, String environment, boolean adopting) {
    static Id of(String account, Owner owner) {
      return new Id(account, owner.uid(), owner.environment(), owner.adopting());
    }
  }

  private final Map<Id, EnvironmentCache> caches = new ConcurrentHashMap<>();

  /** Returns the memory of an environment, from now on if there is none yet. */
  EnvironmentCache of(String account, Owner owner) {
    return caches.computeIfAbsent(Id.of(account, owner), _ -> new EnvironmentCache(owner));
  }

  /** Returns the memory of an environment, unless the environment was forgotten. */
  Optional<EnvironmentCache> find(String account, Owner owner) {
    return Optional.ofNullable(caches.get(Id.of(account, owner)));
  }

  List<EnvironmentCache> in(String account) {
    return caches.entrySet().stream()
        .filter(entry -> entry.getKey().account().equals(account))
        .map(Map.Entry::getValue)
        .toList();
  }

  void forget(Owner owner) {
    caches.keySet().removeIf(id -> id.uid().equals(owner.uid()));
  }
}
