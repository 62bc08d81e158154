package io.ssmenv.topology;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Immutable copies that keep the order of their source. {@link Map#copyOf}, {@link Set#copyOf} and
 * the unmodifiable collectors have another order in each Java process, and what the operator does
 * first would depend on it: a failing seed of the tests would not fail again.
 */
public final class ImmutableCopy {

  private ImmutableCopy() {}

  /**
   * Copies a map.
   *
   * @throws NullPointerException if a key or a value is null
   */
  public static <K, V> Map<K, V> of(Map<K, V> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    Map<K, V> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> copy.put(requireNonNull(key), requireNonNull(value)));
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Copies the elements, without duplicates.
   *
   * @throws NullPointerException if an element is null
   */
  public static <T> Set<T> of(Collection<T> elements) {
    if (elements.isEmpty()) {
      return Set.of();
    }
    Set<T> copy = LinkedHashSet.newLinkedHashSet(elements.size());
    elements.forEach(element -> copy.add(requireNonNull(element)));
    return Collections.unmodifiableSet(copy);
  }

  /** Collects the elements of a stream, without duplicates. */
  public static <T> Collector<T, ?, Set<T>> toSet() {
    return Collectors.collectingAndThen(
        Collectors.toCollection(LinkedHashSet<T>::new), ImmutableCopy::of);
  }
}
