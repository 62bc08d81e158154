package io.ssmenv.simulator.core;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An index of the resources in a store by their owner, such as the volumes by instance. It shows
 * the actual state. The store keeps it up to date.
 *
 * @param <R> the type of the resources
 */
public final class Index<R extends StoredResource> {
  private final Function<R, Optional<String>> owner;
  private final Function<String, Optional<R>> get;
  private final Map<String, Set<String>> idsByOwner = new HashMap<>();

  Index(Function<R, Optional<String>> owner, Function<String, Optional<R>> get) {
    this.owner = owner;
    this.get = get;
  }

  /** Returns the resources of an owner in the order in which they were added. */
  public Stream<R> of(String ownerId) {
    return List.copyOf(idsByOwner.getOrDefault(ownerId, Set.of())).stream()
        .flatMap(id -> get.apply(id).stream());
  }

  /** Returns the number of resources of an owner. */
  public int count(String ownerId) {
    return idsByOwner.getOrDefault(ownerId, Set.of()).size();
  }

  void added(R resource) {
    owner
        .apply(resource)
        .ifPresent(
            o -> idsByOwner.computeIfAbsent(o, _ -> new LinkedHashSet<>(2)).add(resource.id()));
  }

  void changed(R from, R to) {
    if (!owner.apply(from).equals(owner.apply(to))) {
      removed(from);
      added(to);
    }
  }

  void removed(R resource) {
    owner
        .apply(resource)
        .ifPresent(o ->
            idsByOwner.computeIfPresent(
                o,
                (_, ids) -> {
                  ids.remove(resource.id());
                  return ids.isEmpty() ? null : ids;
                }));
  }
}
