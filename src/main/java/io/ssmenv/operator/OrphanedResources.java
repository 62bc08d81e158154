package io.ssmenv.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssmenv.aws.OrphanObserver;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Ownership;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs the resources whose environment does not exist: after a cluster was restored with
 * new UIDs, or after a finalizer was forced off. The operator never deletes them.
 */
final class OrphanedResources implements OrphanObserver {

  private static final Logger log = LoggerFactory.getLogger(OrphanedResources.class);
  private static final String METRIC = "ssmenv.orphaned.resources";

  private final Supplier<Optional<Set<String>>> environments;
  private final Set<String> namespaces;
  private final InstantSource clock;
  private final MeterRegistry registry;
  private final Map<String, Map<String, Instant>> listedSince = new TreeMap<>();
  private final Map<String, Gauge> gauges = new HashMap<>();
  private final Set<String> logged = new HashSet<>();

  /**
   * @param environments the ids of all environments, as the API server last listed them; empty
   *     before it did
   * @param namespaces the namespaces that are watched; all if empty
   */
  OrphanedResources(
      Supplier<Optional<Set<String>>> environments,
      Set<String> namespaces,
      InstantSource clock,
      MeterRegistry registry) {
    this.environments = environments;
    this.namespaces = namespaces;
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public Predicate<Ownership> orphaned() {
    return environments
        .get()
        .<Predicate<Ownership>>map(
            ids -> ownership -> isWatched(ownership) && !ids.contains(ownership.environment()))
        .orElse(ownership -> false);
  }

  /** Another operator of this cluster may watch another namespace. */
  private boolean isWatched(Ownership ownership) {
    int slash = ownership.owner().indexOf('/');
    return namespaces.isEmpty()
        || (slash > 0 && namespaces.contains(ownership.owner().substring(0, slash)));
  }

  @Override
  public synchronized void onPoll(String region, Map<String, Ownership> orphans) {
    Map<String, Instant> since = listedSince.computeIfAbsent(region, name -> new HashMap<>());
    since.keySet().retainAll(orphans.keySet());
    orphans.keySet().forEach(id -> since.putIfAbsent(id, clock.instant()));
    gauges.computeIfAbsent(region, this::gauge);
    logged.retainAll(allListed());
    orphans.forEach((id, ownership) -> {
      if (isCounted(region, id) && logged.add(id)) {
        log.warn(
            "{}: {} ({}) belongs to the environment {} with the id {}, which does not exist. The"
                + " operator does not delete it: see ./ssmenv orphans",
            region,
            ownership.key(),
            id,
            ownership.owner(),
            ownership.environment());
      }
    });
  }

  private Gauge gauge(String region) {
    return Gauge.builder(METRIC, () -> count(region))
        .description("AWS resources of this cluster whose environment does not exist")
        .tag("region", region)
        .register(registry);
  }

  @Override
  public synchronized void onClose(String region) {
    listedSince.remove(region);
    Optional.ofNullable(gauges.remove(region)).ifPresent(registry::remove);
  }

  private synchronized long count(String region) {
    return listedSince.getOrDefault(region, Map.of()).keySet().stream()
        .filter(id -> isCounted(region, id))
        .count();
  }

  /**
   * An environment that was just deleted may be listed for a while. What several regions list,
   * IAM's resources, counts in the first one.
   */
  private boolean isCounted(String region, String id) {
    Instant since = listedSince.getOrDefault(region, Map.of()).get(id);
    return since != null
        && !clock.instant().isBefore(since.plus(Timing.ORPHAN_AGE))
        && listedSince.entrySet().stream()
            .filter(other -> other.getValue().containsKey(id))
            .findFirst()
            .filter(first -> first.getKey().equals(region))
            .isPresent();
  }

  private Set<String> allListed() {
    Set<String> all = new HashSet<>();
    listedSince.values().forEach(listed -> all.addAll(listed.keySet()));
    return all;
  }
}
