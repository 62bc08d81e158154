package io.ssmenv.status;

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
 * What exists, by key, as the status remembers it: what was there once has to be proven gone before
 * it is created again or the environment let go.
 */
public final class KnownResources {

  /** The state of what is not listed any more, and not proven gone. */
  static final String MISSING = "missing";

  private KnownResources() {}

  /** The ids that a status records, for the inventory. */
  public static Map<Key, String> ids(Optional<EnvironmentStatus> status) {
    return status.orElse(EnvironmentStatus.none()).resources().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                one -> new Key(one.key()), ResourceStatus::id, (one, other) -> one));
  }

  /** Everything that is there, and what was there and is not proven gone; sorted by key. */
  static List<ResourceStatus> list(List<ResourceStatus> before, Observation observed) {
    SortedMap<String, ResourceStatus> all = new TreeMap<>();
    Set<String> unlisted =
        observed.unlisted().keySet().stream().map(Resource::kindName).collect(Collectors.toSet());
    for (ResourceStatus one : before) {
      Key key = new Key(one.key());
      if (observed.missing().containsKey(key)) {
        all.put(one.key(), new ResourceStatus(one.key(), one.id(), MISSING));
      } else if (unlisted.contains(key.kind()) && !dead(one, key, observed)) {
        all.put(one.key(), one);
      }
    }
    for (Observed one : observed.present().values()) {
      all.put(
          one.key().value(),
          new ResourceStatus(
              one.key().value(), one.id(), one.awsState().isEmpty() ? null : one.awsState()));
    }
    return List.copyOf(all.values());
  }

  private static boolean dead(ResourceStatus one, Key key, Observation observed) {
    return Optional.ofNullable(observed.tombstones().get(key))
        .filter(dead -> dead.id().equals(one.id()))
        .isPresent();
  }
}
