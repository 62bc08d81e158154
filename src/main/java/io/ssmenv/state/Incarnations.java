package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.IncarnationStatus;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many resources of each key have come to their end. The number is part of the client token of
 * the next one, because AWS keeps a token longer than its resource, and for as long refuses it or
 * returns the dead resource.
 *
 * <p>The status is the memory, so that the number survives a crash, and two replicas have the same.
 * A resource is counted when the id that the status records is proven to exist no longer; the next
 * status records that id no longer, so that it is counted once. A resource that ended before its id
 * was recorded is counted when AWS refuses its token.
 *
 * @param byKey only the keys of which a resource has ended
 * @param tombstones the keys of which AWS still shows a dead resource
 */
public record Incarnations(Map<Key, Integer> byKey, Set<Key> tombstones) {

  /** More than ever happens; the status can be edited, and a number must not overflow. */
  private static final int MOST = 1_000_000;

  /** No resource has ended. */
  public static final Incarnations NONE = new Incarnations(Map.of(), Set.of());

  public Incarnations {
    byKey = ImmutableCopy.of(byKey);
    tombstones = ImmutableCopy.of(tombstones);
  }

  /** What the status records. */
  public static Incarnations read(EnvironmentStatus status) {
    return new Incarnations(
        status.incarnations().stream()
            .filter(recorded -> !recorded.key().isBlank() && recorded.ended() > 0)
            .collect(
                Collectors.toMap(
                    recorded -> new Key(recorded.key()),
                    recorded -> Math.min(recorded.ended(), MOST),
                    Math::max)),
        Set.of());
  }

  /**
   * Compares the resources that the status records with what is observed now.
   *
   * @param refused the incarnations whose client token AWS refused
   */
  public static Incarnations update(
      EnvironmentStatus status, Observation observed, Map<Key, Integer> refused) {
    Map<Key, Integer> ended = new HashMap<>(read(status).byKey());
    List<ResourceStatus> now = KnownResources.list(status.resources(), observed);
    if (!now.equals(status.resources())) {
      Set<ResourceStatus> kept =
          now.stream().map(Incarnations::identity).collect(Collectors.toSet());
      KnownResources.ids(status)
          .forEach((key, id) -> {
            if (!kept.contains(new ResourceStatus(key.value(), id, null))) {
              ended.merge(key, 1, Integer::sum);
            }
          });
    }
    refused.forEach((key, incarnation) -> ended.merge(key, incarnation + 1, Math::max));
    return new Incarnations(ended, observed.tombstones().keySet());
  }

  private static ResourceStatus identity(ResourceStatus resource) {
    return new ResourceStatus(resource.key(), resource.id(), null);
  }

  /**
   * What the status records: the keys that are wanted or there, and those of which AWS still shows
   * a dead resource. If another one returns, AWS refuses the first token, and it is counted again.
   *
   * @param desired empty if it is not known, or not all of it
   */
  public List<IncarnationStatus> status(
      Optional<Topology> desired, Collection<ResourceStatus> resources) {
    Set<String> there = resources.stream().map(ResourceStatus::key).collect(Collectors.toSet());
    Map<Key, Integer> recorded = new TreeMap<>(byKey);
    recorded
        .keySet()
        .removeIf(key ->
            desired.filter(topology -> topology.find(key).isEmpty()).isPresent()
                && !there.contains(key.value())
                && !tombstones.contains(key));
    return recorded.entrySet().stream()
        .map(entry -> new IncarnationStatus(entry.getKey().value(), entry.getValue()))
        .toList();
  }
}
