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
 * What delays the removal of network resources for the sake of the guests: the other environments
 * that stand in the VPC. Nothing else of the environment waits for them.
 *
 * @param network whether a resource belongs to the network that the guests use
 * @param cutover open once every guest is known and its own path is ready
 * @param release open once the agents of every guest have answered since the last change of a path
 * @param uses the resources of the network that a resource of a guest refers to, with the name of
 *     the latter
 * @param resources the types of resources that guests have, each with the name of one
 */
public record GuestGates(
    Predicate<Key> network,
    Gate cutover,
    Gate release,
    Map<Key, String> uses,
    Map<Class<? extends Resource>, String> resources) {

  /** No other environment is in the VPC. */
  public static final GuestGates NONE =
      new GuestGates(key -> false, Gate.OPEN, Gate.OPEN, Map.of(), Map.of());

  public GuestGates {
    uses = ImmutableCopy.of(uses);
    resources = ImmutableCopy.of(resources);
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
      return List.of();
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
