package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The environments for which a view says something else than the one before. A pass that reads
 * nothing new costs an idle environment nothing.
 *
 * @param all whether it concerns every environment, such as a listing that fails
 * @param instances those whose agents have changed
 */
record ChangedEnvironments(
    InventoryView before, InventoryView after, boolean all, Set<String> instances) {

  ChangedEnvironments {
    instances = ImmutableCopy.of(instances);
  }

  static ChangedEnvironments between(InventoryView before, InventoryView after) {
    boolean all =
        !before.account().equals(after.account())
            || after.results().entrySet().stream()
                .anyMatch(entry -> !provesAsMuch(before.of(entry.getKey()), entry.getValue()));
    return switch (after.pings()) {
      case Pings.Known(Map<String, Ping> now) when before.pings() instanceof Pings.Known(var was) ->
          new ChangedEnvironments(before, after, all, changed(was, now));
      case Pings.Known _ -> new ChangedEnvironments(before, after, true, Set.of());
      case Pings.Unknown unknown ->
          new ChangedEnvironments(before, after, all || !unknown.equals(before.pings()), Set.of());
    };
  }

  /** Whether a listing proves as much as before, whatever it shows. */
  private static boolean provesAsMuch(ListResult before, ListResult after) {
    return after.failure().equals(before.failure())
        && isAsUnread(before, after)
        && after.completedTwice(Timing.PROOF_OF_ABSENCE)
            == before.completedTwice(Timing.PROOF_OF_ABSENCE);
  }

  /**
   * While some of a listing is unread, it proves nothing to those that have nothing in it. What was
   * read since then wakes its own environment, but what is gone may be that of any.
   */
  private static boolean isAsUnread(ListResult before, ListResult after) {
    if (after.unread().equals(before.unread())) {
      return true;
    }
    Set<String> gone = new HashSet<>(before.unread());
    gone.removeAll(after.unread());
    after.byEnvironment().values().stream()
        .flatMap(List::stream)
        .forEach(owned -> gone.remove(owned.item().id()));
    return gone.isEmpty() && after.unread().isEmpty() == before.unread().isEmpty();
  }

  private static Set<String> changed(Map<String, Ping> before, Map<String, Ping> now) {
    Set<String> changed = new HashSet<>();
    now.forEach((id, ping) -> {
      if (!isSame(ping, before.get(id))) {
        changed.add(id);
      }
    });
    before.keySet().stream().filter(id -> !now.containsKey(id)).forEach(changed::add);
    return changed;
  }

  /** An agent reports every five minutes, which is nothing new to an environment at rest. */
  private static boolean isSame(Ping now, @Nullable Ping before) {
    return before != null
        && now.status().equals(before.status())
        && now.agentVersion().equals(before.agentVersion())
        && now.platform() == before.platform();
  }

  boolean contains(Owner owner) {
    String environment = owner.environment();
    return all
        || after.results().entrySet().stream()
            .anyMatch(entry -> !entry.getValue().hasSame(environment, before.of(entry.getKey())))
        || (!instances.isEmpty() && hasChangedAgent(environment));
  }

  private boolean hasChangedAgent(String environment) {
    return after.results().entrySet().stream()
        .filter(entry -> entry.getKey().primaryType().equals(Instance.class))
        .map(entry -> entry.getValue().of(environment))
        .flatMap(List::stream)
        .anyMatch(owned -> instances.contains(owned.item().id()));
  }
}
