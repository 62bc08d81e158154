package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replacements of resources that can only be deleted while nothing uses them, such as a subnet. The
 * disposable resources that refer to one are replaced with it. Links are no use: AWS deletes them
 * with the resource.
 */
final class UnusedReplacements {

  private final LifecycleRules rules;
  private final Comparison comparison;
  private Optional<References> references = Optional.empty();
  private final Set<Key> displaced = new HashSet<>();

  UnusedReplacements(LifecycleRules rules, Comparison comparison) {
    this.rules = rules;
    this.comparison = comparison;
    for (Resource resource : comparison.desired().inOrder()) {
      comparison
          .observed()
          .find(resource.key())
          .filter(current -> isReplaced(resource, current) && isUnused(current))
          .ifPresent(this::displaceUsers);
    }
  }

  private boolean isReplaced(Resource resource, Observed current) {
    List<Difference> differences = comparison.differences(resource, current);
    return !differences.isEmpty()
        && rules.change(resource, current.resource(), Component.of(differences))
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
    return references().to(current.key()).stream()
        .filter(other -> !isLink(other.resource()))
        .toList();
  }

  private References references() {
    References indexed = references.orElseGet(() -> References.ofPresent(comparison.observed()));
    references = Optional.of(indexed);
    return indexed;
  }

  private static boolean isLink(Resource resource) {
    return resource.tagged("link", "").isEmpty();
  }
}
