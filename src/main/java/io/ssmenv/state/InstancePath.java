package io.ssmenv.state;

import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Topology;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the spec asks for between one instance and the outside. What another instance lacks is no
 * part of it.
 *
 * @param changing whether another pattern than that of the spec is in use: its default route is
 *     there until the cutover, which may wait. Otherwise, somebody else has made such a route.
 */
public record InstancePath(
    LifecycleRules rules, Topology desired, Observation observed, boolean changing) {

  /** What an instance still waits for; empty if its path is as the spec asks for. */
  Optional<String> unfinished(Key instance) {
    Set<Key> keys = required(instance);
    return keys.stream()
        .flatMap(key -> unfinishedPart(key).stream())
        .findFirst()
        .or(() -> formerRoute(keys).map(left -> "waits for " + left + " to be deleted"));
  }

  private Optional<String> formerRoute(Set<Key> keys) {
    if (!changing) {
      return Optional.empty();
    }
    return observed.present().values().stream()
        .filter(current -> !desired.contains(current.key()))
        .filter(current ->
            current.resource() instanceof Route route
                && route.table() instanceof Ref.ToKey(Key table)
                && keys.contains(table)
                && rules.pruneTiming(route, desired) == PruneTiming.CUTOVER)
        .map(current -> name(current.key(), Optional.of(current)))
        .findFirst();
  }

  /** By key; of everything if the topology does not have the instance at present. */
  private Set<Key> required(Key instance) {
    Set<Key> keys = new TreeSet<>();
    Deque<Resource> open = new ArrayDeque<>();
    desired
        .find(instance)
        .ifPresentOrElse(
            open::add,
            () -> {
              open.addAll(desired.resources());
              keys.addAll(desired.externals().keySet());
            });
    while (!open.isEmpty()) {
      Resource resource = open.remove();
      if (keys.add(resource.key())) {
        desired
            .prerequisites(resource, instance::equals)
            .forEach(key -> desired.find(key).ifPresentOrElse(open::add, () -> keys.add(key)));
      }
    }
    return keys;
  }

  private Optional<String> unfinishedPart(Key key) {
    Optional<Resource> wanted = desired.find(key);
    if (wanted.filter(one -> !rules.affectsConnectivity(one)).isPresent()) {
      return Optional.empty();
    }
    Optional<Observed> found = observed.find(key);
    if (found.filter(current -> current.is(State.READY)).isEmpty()) {
      return Optional.of(
          wanted.filter(AddressAssociation.class::isInstance).isPresent()
              ? "has no Elastic IP yet"
              : "waits for " + name(key, found) + " to be ready");
    }
    return found
        .filter(current -> wanted.filter(one -> differs(one, current)).isPresent())
        .map(_ -> "waits for " + name(key, found) + " to be corrected");
  }

  /** A default route that still has its former target is ready, too. */
  private static boolean differs(Resource wanted, Observed current) {
    return (wanted instanceof Route
            || wanted instanceof RouteTableAssociation
            || wanted instanceof AddressAssociation)
        && !Difference.between(wanted, current.resource()).isEmpty();
  }

  private String name(Key key, Optional<Observed> found) {
    String name = Optional.ofNullable(desired.externals().get(key)).orElse(key.value());
    return found.map(current -> name + " (" + current.id() + ")").orElse(name);
  }
}
