package io.ssmenv.plan;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What AWS deletes together with something else, when a whole environment is deleted.
 *
 * @param keys those of the links
 * @param links by the keys of what they are deleted with
 */
record JointDeletions(Set<Key> keys, Map<Key, List<Observed>> links) {

  static final JointDeletions NONE = new JointDeletions(Set.of(), Map.of());

  JointDeletions {
    keys = ImmutableCopy.of(keys);
    links = ImmutableCopy.of(links);
  }

  /** Those of all resources of an environment. */
  static JointDeletions of(LifecycleRules rules, Observation observed) {
    Set<Key> keys = new HashSet<>();
    Map<Key, List<Observed>> links = new HashMap<>();
    for (Observed link : observed.present().values()) {
      rules
          .deletedWith(link.resource())
          .flatMap(ref -> ref instanceof Ref.ToKey(Key key) ? Optional.of(key) : Optional.empty())
          .filter(observed.present()::containsKey)
          .ifPresent(key -> {
            keys.add(link.key());
            links.computeIfAbsent(key, _ -> new ArrayList<>()).add(link);
          });
    }
    return new JointDeletions(keys, links);
  }

  /** Whether it needs no call of its own, and keeps nothing. */
  boolean contains(Observed resource) {
    return keys.contains(resource.key());
  }

  /** What is deleted together with a resource. */
  List<Observed> with(Observed resource) {
    return links.getOrDefault(resource.key(), List.of());
  }
}
