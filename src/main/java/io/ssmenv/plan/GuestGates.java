package io.ssmenv.plan;

import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What delays the removal of resources for the sake of the other environments in the VPC: that of
 * the network, for the guests that stand in it, and that of a guest's resources, for the network.
 *
 * @param network whether a resource belongs to the network that the guests use
 * @param cutover open once every guest is known and its own path is ready
 * @param release open once the agents of every guest have answered since the last change of a path
 * @param uses the resources of the network that a resource of a guest refers to, with the name of
 *     the latter
 * @param resources the types of resources that guests have, each with the name of one
 * @param inUse the resources of a guest that the network uses and will let go, each with the name
 *     of the resource that uses it
 */
public record GuestGates(
    Predicate<Key> network,
    Gate cutover,
    Gate release,
    Map<Key, String> uses,
    Map<Class<? extends Resource>, String> resources,
    Map<Key, String> inUse) {

  /** No other environment is in the VPC. */
  public static final GuestGates NONE = ofGuest(Map.of());

  public GuestGates {
    uses = ImmutableCopy.of(uses);
    resources = ImmutableCopy.of(resources);
    inUse = ImmutableCopy.of(inUse);
  }

  /** The gates of an environment that has no guests. */
  public static GuestGates ofGuest(Map<Key, String> inUse) {
    return new GuestGates(key -> false, Gate.OPEN, Gate.OPEN, Map.of(), Map.of(), inUse);
  }

  /** What a change of a resource to its drained form waits for. */
  List<Wait> beforeDrain(Observed current) {
    return network.test(current.key()) ? closed(cutover) : List.of();
  }

  /**
   * What the deletion of a resource waits for.
   *
   * @param deletedBefore the types that have to be deleted before this one
   */
  List<Wait> beforeDelete(Observed current, Set<Class<? extends Resource>> deletedBefore) {
    if (!network.test(current.key())) {
      return Optional.ofNullable(inUse.get(current.key()))
          .map(user -> List.of(Wait.until(user + " to release it")))
          .orElse(List.of());
    }
    List<Wait> waits = new ArrayList<>(closed(cutover));
    waits.addAll(closed(release));
    Optional.ofNullable(uses.get(current.key())).map(GuestGates::toBeGone).ifPresent(waits::add);
    deletedBefore.stream()
        .flatMap(type -> Optional.ofNullable(resources.get(type)).stream())
        .sorted()
        .map(GuestGates::toBeGone)
        .forEach(waits::add);
    return waits;
  }

  private static List<Wait> closed(Gate gate) {
    return gate.open() ? List.of() : List.of(Wait.until(gate.message()));
  }

  private static Wait toBeGone(String name) {
    return Wait.until(name + " to be deleted");
  }
}
