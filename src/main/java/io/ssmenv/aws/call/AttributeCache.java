package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.topology.ImmutableCopy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Remembers attributes that AWS returns only for one resource per call. Each listing reads the
 * attributes of new resources, and refreshes those of the known ones whose turn it is. After a
 * write of ours, each listing reads the attributes of that resource until they are as written: a
 * written value is no observation.
 *
 * <p>All of that happens as the budget allows. What was written takes turns with everything else,
 * so that what others keep changing does not keep the rest from being read. What is new is unread
 * until a later listing has read it.
 *
 * @param <T> the attributes of a resource; must implement {@code equals}
 */
public final class AttributeCache<T> {

  private final Map<String, Map<String, T>> byScope = new ConcurrentHashMap<>();
  private final Map<String, String> lastTurn = new ConcurrentHashMap<>();
  private final Map<String, String> lastAwaited = new ConcurrentHashMap<>();

  /** The ids that a listing left unread, by scope: they come before what is new in the next one. */
  private final Map<String, Set<String>> waiting = new ConcurrentHashMap<>();

  /** The scopes in which the last read was one of what was written. */
  private final Set<String> endedAwaited = ConcurrentHashMap.newKeySet();

  /** Whether attributes are as written, by scope and id. */
  private final Map<String, Map<String, Predicate<T>>> written = new ConcurrentHashMap<>();

  private final String action;
  private final IntUnaryOperator turns;

  /**
   * @param action reads one resource
   * @param turns how many of a number of known resources a listing refreshes now
   */
  public AttributeCache(String action, IntUnaryOperator turns) {
    this.action = action;
    this.turns = turns;
  }

  /** Refreshes all known resources in each listing, and those that have no room in the next one. */
  public static <T> AttributeCache<T> refreshingAll(String action) {
    return new AttributeCache<>(action, known -> known);
  }

  /**
   * The attributes of the resources of a listing. Those that do not exist any more are in neither
   * part.
   *
   * @param unread the ids whose attributes were never read
   */
  public record Attributes<T>(Map<String, T> read, Set<String> unread) {
    public Attributes {
      read = ImmutableCopy.of(read);
      unread = ImmutableCopy.of(unread);
    }
  }

  /** Forgets what was read of a scope, because it is known otherwise. */
  public void forget(String scope) {
    byScope.remove(scope);
    written.remove(scope);
    waiting.remove(scope);
  }

  /**
   * Returns the attributes of these resources, and forgets those of all others in the scope.
   *
   * @param scope the namespace of the ids; other scopes do not change
   * @param mayRead takes the next read from the budget, if it can be made now
   * @param read reads the attributes of a resource; what it throws is thrown here, with the action,
   *     unless it says that the resource does not exist
   */
  public Attributes<T> of(
      String scope, Collection<String> ids, BooleanSupplier mayRead, Function<String, T> read) {
    Map<String, T> known = byScope.computeIfAbsent(scope, name -> new ConcurrentHashMap<>());
    Map<String, Predicate<T>> expected = expected(scope);
    expected.keySet().removeIf(id -> known.containsKey(id) && !ids.contains(id));
    known.keySet().retainAll(ids);
    Set<String> unread = new HashSet<>();
    Set<String> before = ImmutableCopy.of(known.keySet());
    Map<String, Predicate<T>> awaited = ImmutableCopy.of(expected); // Steps write at the same time.
    ids.stream().filter(id -> !before.contains(id)).forEach(unread::add);
    for (String id : inOrder(scope, ids, before, awaited.keySet())) {
      if (!mayRead.getAsBoolean()) {
        break;
      }
      unread.remove(id);
      recordTurn(scope, id, before, awaited.keySet());
      read(id, read)
          .ifPresent(value -> {
            known.put(id, value);
            Optional.ofNullable(awaited.get(id))
                .filter(until -> until.test(value))
                .ifPresent(until -> expected.remove(id, until));
          });
    }
    waiting.put(scope, ImmutableCopy.of(unread));
    return new Attributes<>(known, unread);
  }

  private Map<String, Predicate<T>> expected(String scope) {
    return written.computeIfAbsent(scope, name -> new ConcurrentHashMap<>());
  }

  /**
   * Empty if AWS does not know a listed resource by its id, not yet or no longer: a new one is left
   * out, and a known one is as it was.
   */
  private Optional<T> read(String id, Function<String, T> read) {
    try {
      return Optional.of(read.apply(id));
    } catch (AwsServiceException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw new CloudException(ErrorClassifier.classify(action, e), e);
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

  /** What is to be read, as far as the budget allows. */
  private List<String> inOrder(
      String scope, Collection<String> ids, Set<String> known, Set<String> awaited) {
    Deque<String> written =
        new ArrayDeque<>(
            rotated(ids.stream().filter(awaited::contains), lastAwaited.getOrDefault(scope, "")));
    Set<String> unreadBefore = waiting.getOrDefault(scope, Set.of());
    Deque<String> others =
        new ArrayDeque<>(
            ids.stream()
                .filter(id -> !known.contains(id) && !awaited.contains(id))
                .sorted(Comparator.comparing(id -> !unreadBefore.contains(id)))
                .toList());
    rotated(known.stream().filter(id -> !awaited.contains(id)), lastTurn.getOrDefault(scope, ""))
        .stream()
        .limit(turns.applyAsInt(known.size()))
        .forEach(others::add);
    List<String> order = new ArrayList<>();
    boolean turnOfWritten = !endedAwaited.contains(scope);
    while (!written.isEmpty() || !others.isEmpty()) {
      Deque<String> next = turnOfWritten ? written : others;
      Optional.ofNullable(next.poll()).ifPresent(order::add);
      turnOfWritten = !turnOfWritten;
    }
    return order;
  }

  private void recordTurn(String scope, String id, Set<String> known, Set<String> awaited) {
    if (awaited.contains(id)) {
      lastAwaited.put(scope, id);
      endedAwaited.add(scope);
    } else {
      endedAwaited.remove(scope);
      if (known.contains(id)) {
        lastTurn.put(scope, id);
      }
    }
  }

  /** Sorted, beginning with the one after the last turn. */
  private static List<String> rotated(Stream<String> ids, String last) {
    NavigableSet<String> sorted = ids.collect(Collectors.toCollection(TreeSet::new));
    return Stream.concat(sorted.tailSet(last, false).stream(), sorted.headSet(last, true).stream())
        .toList();
  }
}
