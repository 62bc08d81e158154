package io.ssmenv.topology;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Immutable copies that keep the order of their source. {@link Map#copyOf} and {@link Set#copyOf}
 * have another order in each Java process, and what the operator does first would depend on it: a
 * failing seed of the tests would not fail again.
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
}
