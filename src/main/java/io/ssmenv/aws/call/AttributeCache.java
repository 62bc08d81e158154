package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.topology.ImmutableCopy;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Remembers attributes that AWS returns only for one resource per call. Each listing reads the
 * attributes of new resources and refreshes those of one known resource in turn, so its number of
 * calls does not grow with the number of resources; or it refreshes those of all known resources.
 * After a write of ours, each listing reads the attributes of that resource until they are as
 * written: a written value is no observation.
 *
 * <p>All of that happens as the budget allows. What was written comes first, then what is new,
 * which is unread until a later listing has read it.
 *
 * @param <T> the attributes of a resource; must implement {@code equals}
 */
public final class AttributeCache<T> {

  private final Map<String, Map<String, T>> byScope = new ConcurrentHashMap<>();
  private final Map<String, String> lastTurn = new ConcurrentHashMap<>();

  /** Whether attributes are as written, by scope and id. */
  private final Map<String, Map<String, Predicate<T>>> written = new ConcurrentHashMap<>();

  private final int turnsPerListing;

  /** Refreshes one known resource in each listing. */
  public AttributeCache() {
    this(1);
  }

  private AttributeCache(int turnsPerListing) {
    this.turnsPerListing = turnsPerListing;
  }

  /** Refreshes all known resources in each listing, and those that have no room in the next one. */
  public static <T> AttributeCache<T> refreshingAll() {
    return new AttributeCache<>(Integer.MAX_VALUE);
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
  }

  /**
   * Returns the attributes of these resources, and forgets those of all others in the scope.
   *
   * @param scope the namespace of the ids; other scopes do not change
   * @param mayRead takes the next read from the budget, if it can be made now
   * @param read reads the attributes of a resource; what it throws for a new resource is thrown
   *     here, unless it says that the resource does not exist
   */
  public Attributes<T> of(
      String scope, Collection<String> ids, BooleanSupplier mayRead, Function<String, T> read) {
    Map<String, T> known = byScope.computeIfAbsent(scope, name -> new ConcurrentHashMap<>());
    Map<String, Predicate<T>> expected = expected(scope);
    expected.keySet().removeIf(id -> known.containsKey(id) && !ids.contains(id));
    known.keySet().retainAll(ids);
    Map<String, Integer> turns = turns(scope, known.keySet());
    Set<String> unread = new HashSet<>();
    Set<String> before = ImmutableCopy.of(known.keySet());
    Map<String, Predicate<T>> awaited = ImmutableCopy.of(expected); // Steps write at the same time.
    Comparator<String> priority =
        Comparator.<String, Boolean>comparing(id -> !awaited.containsKey(id))
            .thenComparing(before::contains)
            .thenComparing(id -> turns.getOrDefault(id, 0));
    for (String id : ids.stream().sorted(priority).toList()) {
      boolean isNew = !before.contains(id);
      boolean isTurn = turns.containsKey(id);
      if ((isNew || awaited.containsKey(id) || isTurn) && mayRead.getAsBoolean()) {
        if (isTurn) {
          lastTurn.put(scope, id);
        }
        read(id, read)
            .ifPresent(value -> {
              known.put(id, value);
              Optional.ofNullable(awaited.get(id))
                  .filter(until -> until.test(value))
                  .ifPresent(until -> expected.remove(id, until));
            });
      } else if (isNew) {
        unread.add(id);
      }
    }
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

  /** The places of the known resources, beginning with the one after the last turn. */
  private Map<String, Integer> turns(String scope, Set<String> known) {
    NavigableSet<String> sorted = new TreeSet<>(known);
    String last = lastTurn.getOrDefault(scope, "");
    Map<String, Integer> turns = new HashMap<>();
    Stream.concat(sorted.tailSet(last, false).stream(), sorted.headSet(last, true).stream())
        .limit(turnsPerListing)
        .forEach(id -> turns.put(id, turns.size()));
    return turns;
  }
}
