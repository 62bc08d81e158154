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

  void set(RefreshRequest request, Instant now) {
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

  void forget(Owner owner) {
    all.remove(owner.uid());
    active.remove(owner.uid());
  }

  Collection<EnvironmentRefresh> all() {
    return all.values();
  }

  Collection<EnvironmentRefresh> active() {
    return active.values();
  }

  Set<Owner> owners() {
    return all.values().stream().map(EnvironmentRefresh::owner).collect(ImmutableCopy.toSet());
  }
}
