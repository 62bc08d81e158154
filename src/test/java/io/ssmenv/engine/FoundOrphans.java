package io.ssmenv.engine;

import io.ssmenv.aws.OrphanObserver;
import io.ssmenv.topology.Ownership;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The resources without an environment that the last poll of each region has found. */
record FoundOrphans(
    Supplier<Set<String>> environments, Map<String, Map<String, Ownership>> byRegion)
    implements OrphanObserver {

  FoundOrphans(Supplier<Set<String>> environments) {
    this(environments, new ConcurrentHashMap<>());
  }

  @Override
  public Predicate<Ownership> orphaned() {
    return ownership -> !environments.get().contains(ownership.environment());
  }

  @Override
  public void onPoll(String region, Map<String, Ownership> orphans) {
    byRegion.put(region, Map.copyOf(orphans));
  }

  @Override
  public void onClose(String region) {
    byRegion.remove(region);
  }
}
