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
 * What AWS tells only for one resource at a time, remembered from listing to listing. A listing
 * asks for those that are new and for one further, each in its turn: its cost does not grow with
 * the number of resources. What we write ourselves is known at once.
 *
 * @param <T> what is remembered of a resource; with a meaningful {@code equals}
 */
public final class AttributeCache<T> {

  private final Map<String, Map<String, T>> byScope = new ConcurrentHashMap<>();
  private final Map<String, String> lastTurn = new ConcurrentHashMap<>();

  /**
   * Of each of these, what is known or is asked now; others are forgotten.
   *
   * @param scope in which the ids are to be found: other scopes' ids are not touched
   * @param ask tells of one; what it throws for one that is new is thrown here, unless it is that
   *     there is no such thing
   */
  public Map<String, T> of(String scope, Collection<String> ids, Function<String, T> ask) {
    Map<String, T> known = byScope.computeIfAbsent(scope, name -> new ConcurrentHashMap<>());
    known.keySet().retainAll(ids);
    Optional<String> turn = turn(scope, known);
    Map<String, T> all = new TreeMap<>();
    for (String id : ids) {
      T before = known.get(id);
      if (before == null) {
        first(known, id, ask).ifPresent(value -> all.put(id, value));
      } else {
        all.put(id, turn.filter(id::equals).isPresent() ? again(known, id, before, ask) : before);
      }
    }
    return all;
  }

  /** One that is listed, and of which nothing can be told any more or yet, is left out. */
  private Optional<T> first(Map<String, T> known, String id, Function<String, T> ask) {
    try {
      T asked = ask.apply(id);
      T written = known.putIfAbsent(id, asked);
      return Optional.of(written == null ? asked : written);
    } catch (AwsServiceException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Notes what was written. */
  public void put(String scope, String id, T value) {
    byScope.computeIfAbsent(scope, name -> new ConcurrentHashMap<>()).put(id, value);
  }

  /** Notes what was written to some that may be known. */
  public void change(String scope, Predicate<String> ids, UnaryOperator<T> change) {
    byScope
        .computeIfAbsent(scope, name -> new ConcurrentHashMap<>())
        .replaceAll((id, value) -> ids.test(id) ? change.apply(value) : value);
  }

  /** An answer that was asked for before a write does not take the written value's place. */
  private T again(Map<String, T> known, String id, T before, Function<String, T> ask) {
    try {
      T asked = ask.apply(id);
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

  private Optional<String> turn(String scope, Map<String, T> known) {
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
