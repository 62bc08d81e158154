package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Remembers attributes that AWS returns only for one resource per call. Each listing reads the
 * attributes of new resources and refreshes those of one known resource in turn, so its number of
 * calls does not grow with the number of resources. Our own writes are remembered at once.
 *
 * @param <T> the attributes of a resource; must implement {@code equals}
 */
public final class AttributeCache<T> {

  private final Map<String, Map<String, T>> byScope = new ConcurrentHashMap<>();
  private final Map<String, String> lastTurn = new ConcurrentHashMap<>();

  /**
   * Returns the attributes of these resources, and forgets those of all others in the scope.
   *
   * @param scope the namespace of the ids; other scopes do not change
   * @param read reads the attributes of a resource; what it throws for a new resource is thrown
   *     here, unless it says that the resource does not exist
   */
  public Map<String, T> of(String scope, Collection<String> ids, Function<String, T> read) {
    Map<String, T> known = byScope.computeIfAbsent(scope, name -> new ConcurrentHashMap<>());
    known.keySet().retainAll(ids);
    Optional<String> turn = nextInRotation(scope, known);
    Map<String, T> all = new TreeMap<>();
    for (String id : ids) {
      T before = known.get(id);
      if (before == null) {
        readNew(known, id, read).ifPresent(value -> all.put(id, value));
      } else {
        all.put(
            id, turn.filter(id::equals).isPresent() ? refresh(known, id, before, read) : before);
      }
    }
    return all;
  }

  /** A listed resource that AWS does not know by id, not yet or no longer, is left out. */
  private Optional<T> readNew(Map<String, T> known, String id, Function<String, T> read) {
    try {
      T asked = read.apply(id);
      T written = known.putIfAbsent(id, asked);
      return Optional.of(written == null ? asked : written);
    } catch (AwsServiceException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Records what was written. */
  public void put(String scope, String id, T value) {
    byScope.computeIfAbsent(scope, name -> new ConcurrentHashMap<>()).put(id, value);
  }

  /** Records what was written to some resources, if they are remembered. */
  public void change(String scope, Predicate<String> ids, UnaryOperator<T> change) {
    byScope
        .computeIfAbsent(scope, name -> new ConcurrentHashMap<>())
        .replaceAll((id, value) -> ids.test(id) ? change.apply(value) : value);
  }

  /** A response to a read that began before a write does not replace the written value. */
  private T refresh(Map<String, T> known, String id, T before, Function<String, T> read) {
    try {
      T asked = read.apply(id);
      if (known.replace(id, before, asked)) {
        return asked;
      }
    } catch (AwsServiceException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw e;
      }
    }
    return known.getOrDefault(id, before);
  }

  private Optional<String> nextInRotation(String scope, Map<String, T> known) {
    TreeSet<String> sorted = new TreeSet<>(known.keySet());
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    String next = sorted.higher(lastTurn.getOrDefault(scope, ""));
    String turn = next == null ? sorted.first() : next;
    lastTurn.put(scope, turn);
    return Optional.of(turn);
  }
}
