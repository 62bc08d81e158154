package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the environments of a region ask to be read. Thread-safe. */
final class Refreshes {

  private final Duration pollInterval;
  private final Map<String, EnvironmentRefresh> all = new ConcurrentHashMap<>();

  /**
   * Those for which something may have to be read before the next poll: few, five times a second.
   */
  private final Map<String, EnvironmentRefresh> active = new ConcurrentHashMap<>();

  Refreshes(Duration pollInterval) {
    this.pollInterval = pollInterval;
  }

  synchronized void set(RefreshRequest request, Instant now) {
    String uid = request.owner().uid();
    EnvironmentRefresh refresh =
        all.computeIfAbsent(uid, _ -> new EnvironmentRefresh(request.owner()));
    refresh.set(request, now);
    if (refresh.isActive(pollInterval)) {
      active.put(uid, refresh);
    } else {
      active.remove(uid);
    }
  }

  synchronized void forget(Owner owner) {
    all.remove(owner.uid());
    active.remove(owner.uid());
  }

  Collection<EnvironmentRefresh> all() {
    return all.values();
  }

  Collection<EnvironmentRefresh> active() {
    return active.values();
  }

  /** See {@link EnvironmentRefresh#awaitsAnything}. */
  boolean awaitsAnything(Owner owner) {
    EnvironmentRefresh refresh = active.get(owner.uid());
    return refresh != null && refresh.awaitsAnything();
  }

  Set<Owner> owners() {
    return all.values().stream().map(EnvironmentRefresh::owner).collect(ImmutableCopy.toSet());
  }
}
