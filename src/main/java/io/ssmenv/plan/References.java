package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The observed resources by what they refer to and by type, indexed once for each plan.
 *
 * @param sorted by key, duplicates after the resource that has their key
 * @param byRef positions in {@code sorted}
 * @param byType positions in {@code sorted}
 */
record References(
    List<Observed> sorted,
    Map<Ref, List<Integer>> byRef,
    Map<Class<? extends Resource>, List<Integer>> byType) {

  static final References NONE = new References(List.of(), Map.of(), Map.of());

  /** Those of all resources of an environment. */
  static References of(Observation observed) {
    return of(observed.present().values(), observed.duplicates());
  }

  /** Those of the resources without duplicates. */
  static References ofPresent(Observation observed) {
    return of(observed.present().values(), List.of());
  }

  private static References of(Collection<Observed> present, List<Observed> duplicates) {
    List<Observed> sorted =
        Stream.concat(present.stream(), duplicates.stream())
            .sorted(Comparator.comparing(Observed::key))
            .toList();
    Map<Ref, List<Integer>> byRef = new HashMap<>();
    Map<Class<? extends Resource>, List<Integer>> byType = new HashMap<>();
    for (int position = 0; position < sorted.size(); position++) {
      Resource resource = sorted.get(position).resource();
      for (Ref ref : resource.refs()) {
        byRef.computeIfAbsent(ref, _ -> new ArrayList<>()).add(position);
      }
      byType.computeIfAbsent(resource.getClass(), _ -> new ArrayList<>()).add(position);
    }
    return new References(sorted, byRef, byType);
  }

  /** The resources that refer to the one with a key. */
  List<Observed> to(Key key) {
    return byRef.getOrDefault(Ref.to(key), List.of()).stream().map(sorted::get).toList();
  }

  /** The resources with one of some references or one of some types, each once. */
  Stream<Observed> to(Stream<Ref> refs, Set<Class<? extends Resource>> types) {
    return Stream.concat(
            refs.map(ref -> byRef.getOrDefault(ref, List.of())),
            types.stream().map(type -> byType.getOrDefault(type, List.of())))
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .map(sorted::get);
  }
}
