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
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Remembers attributes that AWS returns only for one resource per call. Each listing reads the
 * attributes of new resources and refreshes those of one known resource in turn, so its number of
 * calls does not grow with the number of resources. After a write of ours, each listing reads the
 * attributes of that resource until they are as written: a written value is no observation.
 *
 * @param <T> the attributes of a resource; must implement {@code equals}
 */
public final class AttributeCache<T> {

  private final Map<String, Map<String, T>> byScope = new ConcurrentHashMap<>();
  private final Map<String, String> lastTurn = new ConcurrentHashMap<>();

  /** Whether attributes are as written, by scope and id. */
  private final Map<String, Map<String, Predicate<T>>> written = new ConcurrentHashMap<>();

  /**
   * Returns the attributes of these resources, and forgets those of all others in the scope.
   *
   * @param scope the namespace of the ids; other scopes do not change
   * @param read reads the attributes of a resource; what it throws for a new resource is thrown
   *     here, unless it says that the resource does not exist
   */
  public Map<String, T> of(String scope, Collection<String> ids, Function<String, T> read) {
    Map<String, T> known = byScope.computeIfAbsent(scope, name -> new ConcurrentHashMap<>());
    Map<String, Predicate<T>> expected = expected(scope);
    expected.keySet().removeIf(id -> known.containsKey(id) && !ids.contains(id));
    known.keySet().retainAll(ids);
    Optional<String> turn = nextInRotation(scope, known);
    Map<String, T> all = new TreeMap<>();
    for (String id : ids) {
      T before = known.get(id);
      Predicate<T> awaited = expected.get(id);
      if (before == null) {
        readNew(known, id, read).ifPresent(value -> all.put(id, value));
      } else if (awaited != null || turn.filter(id::equals).isPresent()) {
        all.put(id, refresh(known, id, before, read));
      } else {
        all.put(id, before);
      }
      if (awaited != null && Optional.ofNullable(all.get(id)).filter(awaited).isPresent()) {
        expected.remove(id, awaited);
      }
    }
    return all;
  }

  private Map<String, Predicate<T>> expected(String scope) {
    return written.computeIfAbsent(scope, name -> new ConcurrentHashMap<>());
  }

  /** A listed resource that AWS does not know by id, not yet or no longer, is left out. */
  private Optional<T> readNew(Map<String, T> known, String id, Function<String, T> read) {
    try {
      T asked = read.apply(id);
      known.put(id, asked);
      return Optional.of(asked);
    } catch (AwsServiceException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Records that attributes of a resource were written: each listing reads them until they are so.
   *
   * @param until whether the attributes are as written
   */
  public void written(String scope, String id, Predicate<T> until) {
    expected(scope).put(id, until);
  }

  /** Records that attributes of some remembered resources were written. */
  public void written(String scope, Predicate<String> ids, Predicate<T> until) {
    Map<String, T> known = byScope.getOrDefault(scope, Map.of());
    known.keySet().stream().filter(ids).forEach(id -> written(scope, id, until));
  }

  private T refresh(Map<String, T> known, String id, T before, Function<String, T> read) {
    try {
      T asked = read.apply(id);
      known.put(id, asked);
      return asked;
    } catch (AwsServiceException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw e;
      }
      return before;
    }
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
