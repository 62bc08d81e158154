package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The resources that the status records. A resource that existed once has to be proven absent
 * before it is created again, or before the finalizer is removed.
 */
public final class KnownResources {

  /** The state of a resource that is no longer listed, and whose absence is not proven. */
  public static final String MISSING = "missing";

  private KnownResources() {}

  /** The recorded ids by key, for the inventory. Entries that cannot be read are skipped. */
  public static Map<Key, String> ids(EnvironmentStatus status) {
    return status.resources().stream()
        .filter(KnownResources::isReadable)
        .collect(
            Collectors.toUnmodifiableMap(
                resource -> new Key(resource.key()),
                ResourceStatus::id,
                (resource, other) -> resource));
  }

  /** What exists, and what was recorded and is not proven absent; sorted by key. */
  public static List<ResourceStatus> list(List<ResourceStatus> before, Observation observed) {
    SortedMap<String, ResourceStatus> all = new TreeMap<>();
    Set<String> unlisted =
        observed.unlisted().keySet().stream().map(Resource::typeName).collect(Collectors.toSet());
    for (ResourceStatus resource : before.stream().filter(KnownResources::isReadable).toList()) {
      Key key = new Key(resource.key());
      if (observed.missing().containsKey(key)) {
        all.put(resource.key(), new ResourceStatus(resource.key(), resource.id(), MISSING));
      } else if (unlisted.contains(key.type()) && !isDeleted(resource, key, observed)) {
        all.put(resource.key(), resource);
      }
    }
    for (Observed resource : observed.present().values()) {
      all.put(
          resource.key().value(),
          new ResourceStatus(
              resource.key().value(),
              resource.id(),
              resource.awsState().isEmpty() ? null : resource.awsState()));
    }
    return List.copyOf(all.values());
  }

  /** The status can be edited: a key or id that is blank names no resource. */
  private static boolean isReadable(ResourceStatus recorded) {
    return !recorded.key().isBlank() && !recorded.id().isBlank();
  }

  private static boolean isDeleted(ResourceStatus resource, Key key, Observation observed) {
    return Optional.ofNullable(observed.tombstones().get(key))
        .filter(tombstone -> tombstone.id().equals(resource.id()))
        .isPresent();
  }
}
