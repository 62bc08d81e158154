package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.DeletedWith;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What AWS deletes together with something else, when a whole environment is deleted: calls of its
 * own would be a quarter of the deletion.
 *
 * @param parents those of the links, by their keys
 * @param links those of the parents, by their keys
 */
record JointDeletions(Map<Key, Parent> parents, Map<Key, List<Observed>> links) {

  static final JointDeletions NONE = new JointDeletions(Map.of(), Map.of());

  /**
   * The resource with which a link is deleted.
   *
   * @param blocks see {@link DeletedWith#blocks}
   */
  record Parent(Observed observed, boolean blocks) {}

  JointDeletions {
    parents = ImmutableCopy.of(parents);
    links = ImmutableCopy.of(links);
  }

  /** Those of all resources of an environment. */
  static JointDeletions of(LifecycleRules rules, Observation observed) {
    Map<Key, Parent> parents = new HashMap<>();
    Map<Key, List<Observed>> links = new HashMap<>();
    for (Observed link : observed.present().values()) {
      Optional<DeletedWith> with = rules.deletedWith(link.resource());
      if (with.isPresent() && with.get().parent() instanceof Ref.ToKey(Key key)) {
        Observed parent = observed.present().get(key);
        if (parent != null) {
          parents.put(link.key(), new Parent(parent, with.get().blocks()));
          links.computeIfAbsent(key, _ -> new ArrayList<>()).add(link);
        }
      }
    }
    return new JointDeletions(parents, links);
  }

  /** Whether it needs no call of its own. */
  boolean contains(Observed resource) {
    return parents.containsKey(resource.key());
  }

  /** What is deleted together with a resource. */
  List<Observed> with(Observed resource) {
    return links.getOrDefault(resource.key(), List.of());
  }

  /** What has to be deleted before a resource, because something refers to it. */
  Stream<Observed> before(Observed resource, Observed referring) {
    Parent parent = parents.get(referring.key());
    if (parent == null) {
      return Stream.of(referring);
    }
    boolean own = parent.observed().key().equals(resource.key());
    return parent.blocks() && !own ? Stream.of(parent.observed()) : Stream.empty();
  }
}
