package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.Availability;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which of the resources that are replaced one at a time is the next. While another
 * resource of the same type is not available, no available one is replaced, if the operator has
 * taken the other one down, or if it is created like the replacement would be: its creation shows
 * whether the replacement can succeed. Any other one has failed by itself, and holds back nothing.
 *
 * <p>A resource that is not available itself does not wait for others to become available, because
 * a bad launch could not be corrected otherwise. It waits while another one is being deleted, so
 * that a wrong reading of all of them deletes one at most. A refused replacement holds back no
 * other.
 */
final class ReplacementTurns {

  private final LifecycleRules rules;
  private final Comparison comparison;
  private final Attempts attempts;
  private final Set<Key> replaced;
  private final Map<Class<? extends Resource>, Fleet> fleets = new HashMap<>();
  private final Map<Key, Boolean> lacksRefused = new HashMap<>();

  /**
   * All resources of one type that are replaced in turn, in the order in which they are named: also
   * those that were taken down and cannot be planned now, because their image is not known.
   *
   * @param deleting those that are being deleted
   * @param unavailable those that are not available
   * @param outdated those that are replaced
   */
  private record Fleet(Set<Key> deleting, Set<Key> unavailable, Set<Key> outdated) {}

  ReplacementTurns(LifecycleRules rules, Comparison comparison, PlanGates gates) {
    this.rules = rules;
    this.comparison = comparison;
    this.attempts = gates.attempts();
    this.replaced = gates.replaced();
  }

  /** What the replacement of a resource waits for: at most one thing. */
  List<Wait> waits(Observed current) {
    Fleet fleet = fleets.computeIfAbsent(current.resource().getClass(), this::fleet);
    return first(fleet.deleting(), current, _ -> true)
        .map(this::untilAvailable)
        .or(() -> waitForTurn(current, fleet))
        .stream()
        .toList();
  }

  private Fleet fleet(Class<? extends Resource> type) {
    List<Key> all =
        Stream.concat(
                desired().all(type).stream().map(Resource::key),
                replaced.stream().filter(key -> key.type().equals(Resource.typeName(type))))
            .distinct()
            .toList();
    return new Fleet(
        those(all, key -> observed(key).filter(one -> one.is(State.DELETING)).isPresent()),
        those(all, key -> !isAvailable(key)),
        those(all, key -> observed(key).filter(this::isReplaced).isPresent()));
  }

  private static Set<Key> those(List<Key> all, Predicate<Key> filter) {
    return all.stream().filter(filter).collect(ImmutableCopy.toSet());
  }

  private Optional<Wait> waitForTurn(Observed current, Fleet fleet) {
    return switch (availability(current)) {
      case UNKNOWN ->
          Optional.of(
              Wait.until("AWS to report whether " + current.key() + " is available: its status"));
      case AVAILABLE ->
          first(fleet.unavailable(), current, key -> holdsBack(key, current))
              .map(this::untilAvailable)
              .or(() ->
                  first(fleet.outdated(), current, key -> precedes(key, current))
                      .map(this::untilReplaced));
      case UNAVAILABLE ->
          first(
                  fleet.outdated(),
                  current,
                  key ->
                      precedes(key, current)
                          && (attempts.underWay().contains(key)
                              || fleet.unavailable().contains(key)))
              .map(this::untilReplaced);
    };
  }

  private static Optional<Key> first(Set<Key> keys, Observed current, Predicate<Key> filter) {
    return keys.stream().filter(key -> !key.equals(current.key())).filter(filter).findFirst();
  }

  /** Whether an available resource stays while another one is not available. */
  private boolean holdsBack(Key other, Observed current) {
    return replaced.contains(other)
        || (isCreatedLike(other, current.key())
            && (observed(other).isPresent() || !lacksRefused(other)));
  }

  /** Whether one would not have to be replaced to be like the other. */
  private boolean isCreatedLike(Key one, Key other) {
    return desired().find(one).stream()
        .noneMatch(first ->
            desired()
                .find(other)
                .filter(second -> isReplaced(first, second, Difference.between(first, second)))
                .isPresent());
  }

  /** Whether something that a resource needs does not exist, because AWS has refused it. */
  private boolean lacksRefused(Key key) {
    Boolean known = lacksRefused.get(key);
    if (known != null) {
      return known;
    }
    boolean lacks =
        !attempts.refused().isEmpty()
            && desired().find(key).stream()
                .flatMap(resource -> desired().prerequisites(resource).stream())
                .filter(needed -> observed(needed).isEmpty())
                .anyMatch(this::isRefused);
    lacksRefused.put(key, lacks);
    return lacks;
  }

  /** Whether one that is replaced is so earlier; of two, one precedes the other. */
  private boolean precedes(Key key, Observed current) {
    return attempts.underWay().contains(key)
        || (!attempts.underWay().contains(current.key()) && comesBefore(key, current.key()));
  }

  /**
   * The order of two that are not under way: those that AWS has refused come last, because a
   * refused one may start at any moment, when its pause ends or when its spec is corrected.
   */
  private boolean comesBefore(Key key, Key other) {
    boolean refused = isRefused(key);
    return refused == isRefused(other) ? key.compareTo(other) < 0 : !refused;
  }

  private boolean isRefused(Key key) {
    return attempts.refused().contains(key) || lacksRefused(key);
  }

  private boolean isReplaced(Observed current) {
    return !current.is(State.DELETING)
        && desired()
            .find(current.key())
            .filter(wanted ->
                isReplaced(wanted, current.resource(), comparison.differences(wanted, current)))
            .isPresent();
  }

  private boolean isReplaced(Resource wanted, Resource current, List<Difference> differences) {
    return !differences.isEmpty()
        && rules.change(wanted, current, Component.of(differences))
            instanceof Change.DeleteFirstInTurn;
  }

  private boolean isAvailable(Key key) {
    return observed(key).filter(other -> availability(other) == Availability.AVAILABLE).isPresent();
  }

  private Availability availability(Observed current) {
    return rules.availability(current, comparison.observed().pings());
  }

  private Topology desired() {
    return comparison.desired();
  }

  private Optional<Observed> observed(Key key) {
    return comparison.observed().find(key);
  }

  private Wait untilAvailable(Key key) {
    return Wait.on(
        key,
        key
            + observed(key)
                .map(other -> " (" + other.id() + ", " + other.awsState() + ")")
                .orElse("")
            + " to be available");
  }

  private Wait untilReplaced(Key key) {
    return Wait.on(key, key + " to be replaced first");
  }
}
