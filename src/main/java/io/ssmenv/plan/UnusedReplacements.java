package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Replacements of resources that can only be deleted while nothing uses them, such as a subnet. The
 * disposable resources that refer to one are replaced with it. Links are no use: AWS deletes them
 * with the resource.
 */
final class UnusedReplacements {

  private final LifecycleRules rules;
  private final Observation observed;
  private final Set<Key> displaced = new HashSet<>();

  UnusedReplacements(LifecycleRules rules, Topology desired, Observation observed) {
    this.rules = rules;
    this.observed = observed;
    for (Resource resource : desired.inOrder()) {
      observed
          .find(resource.key())
          .filter(current -> isReplaced(resource, current) && isUnused(current))
          .ifPresent(this::displaceUsers);
    }
  }

  private boolean isReplaced(Resource resource, Observed current) {
    Set<Component> changed = Component.of(Difference.between(resource, current.resource()));
    return !changed.isEmpty()
        && rules.change(resource, current.resource(), changed)
            instanceof Change.DeleteFirstIfUnused;
  }

  private void displaceUsers(Observed current) {
    users(current)
        .forEach(user -> {
          displaced.add(user.key());
          displaceUsers(user);
        });
  }

  /** Whether a resource is replaced only because something that it refers to is. */
  boolean isDisplaced(Key key) {
    return displaced.contains(key);
  }

  /** Whether only disposable resources use it, which nothing uses themselves. */
  boolean isUnused(Observed current) {
    return users(current).stream()
        .allMatch(user -> rules.isDisposable(user.resource().getClass()) && isUnused(user));
  }

  /** What has to be deleted first. */
  List<Wait> waits(Observed current) {
    return users(current).stream()
        .map(user -> Wait.on(user.key(), user.key() + " (" + user.id() + ") to be deleted"))
        .toList();
  }

  private List<Observed> users(Observed current) {
    Ref toKey = Ref.to(current.key());
    return observed.present().values().stream()
        .filter(other -> other.resource().refs().contains(toKey))
        .filter(other -> !isLink(other.resource()))
        .sorted(Comparator.comparing(Observed::key))
        .toList();
  }

  private static boolean isLink(Resource resource) {
    return resource.tagged("link", "").isEmpty();
  }
}
