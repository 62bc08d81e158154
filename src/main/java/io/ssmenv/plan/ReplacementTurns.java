package io.ssmenv.plan;

import io.ssmenv.plan.LifecycleRules.Availability;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.List;
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
  private final Topology desired;
  private final Observation observed;
  private final Attempts attempts;
  private final Set<Key> replaced;

  ReplacementTurns(LifecycleRules rules, Topology desired, Observation observed, PlanGates gates) {
    this.rules = rules;
    this.desired = desired;
    this.observed = observed;
    this.attempts = gates.attempts();
    this.replaced = gates.replaced();
  }

  /** What the replacement of a resource waits for: at most one thing. */
  List<Wait> waits(Observed current) {
    return others(current)
        .filter(key -> observed.find(key).filter(other -> other.is(State.DELETING)).isPresent())
        .findFirst()
        .map(this::untilAvailable)
        .or(() -> waitForTurn(current))
        .stream()
        .toList();
  }

  private Optional<Wait> waitForTurn(Observed current) {
    return switch (availability(current)) {
      case UNKNOWN ->
          Optional.of(
              Wait.until("AWS to report whether " + current.key() + " is available: its status"));
      case AVAILABLE ->
          firstOther(current, key -> !isAvailable(key) && holdsBack(key, current))
              .map(this::untilAvailable)
              .or(() ->
                  firstOther(current, key -> precedes(key, current)).map(this::untilReplaced));
      case UNAVAILABLE ->
          firstOther(
                  current,
                  key ->
                      precedes(key, current)
                          && (attempts.underWay().contains(key) || !isAvailable(key)))
              .map(this::untilReplaced);
    };
  }

  /** Whether an available resource stays while another one is not available. */
  private boolean holdsBack(Key other, Observed current) {
    return replaced.contains(other)
        || (isCreatedLike(other, current.key())
            && (observed.find(other).isPresent() || !lacksRefused(other)));
  }

  /** Whether one would not have to be replaced to be like the other. */
  private boolean isCreatedLike(Key one, Key other) {
    return desired.find(one).stream()
        .noneMatch(
            first -> desired.find(other).filter(second -> isReplaced(first, second)).isPresent());
  }

  /** Whether something that a resource needs does not exist, because AWS has refused it. */
  private boolean lacksRefused(Key key) {
    return desired.find(key).stream()
        .flatMap(resource -> desired.prerequisites(resource).stream())
        .filter(needed -> observed.find(needed).isEmpty())
        .anyMatch(needed -> attempts.refused().contains(needed) || lacksRefused(needed));
  }

  /** Whether another resource is replaced earlier; of two resources, one precedes the other. */
  private boolean precedes(Key key, Observed current) {
    return observed.find(key).filter(this::isReplaced).isPresent()
        && (attempts.underWay().contains(key)
            || (!attempts.underWay().contains(current.key()) && comesBefore(key, current.key())));
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
        && desired
            .find(current.key())
            .filter(wanted -> isReplaced(wanted, current.resource()))
            .isPresent();
  }

  private boolean isReplaced(Resource wanted, Resource current) {
    List<Difference> differences = Difference.between(wanted, current);
    return !differences.isEmpty()
        && rules.change(wanted, current, Component.of(differences))
            instanceof Change.DeleteFirstInTurn;
  }

  private boolean isAvailable(Key key) {
    return observed
        .find(key)
        .filter(other -> availability(other) == Availability.AVAILABLE)
        .isPresent();
  }

  private Availability availability(Observed current) {
    return rules.availability(current, observed.pings());
  }

  private Optional<Key> firstOther(Observed current, Predicate<Key> filter) {
    return others(current).filter(filter).findFirst();
  }

  /**
   * Also those that were taken down and cannot be planned now, because their image is not known.
   */
  private Stream<Key> others(Observed current) {
    return Stream.concat(
            desired.all(current.resource().getClass()).stream().map(Resource::key),
            replaced.stream().filter(key -> key.type().equals(current.key().type())))
        .distinct()
        .filter(key -> !key.equals(current.key()));
  }

  private Wait untilAvailable(Key key) {
    return Wait.on(
        key,
        key
            + observed
                .find(key)
                .map(other -> " (" + other.id() + ", " + other.awsState() + ")")
                .orElse("")
            + " to be available");
  }

  private Wait untilReplaced(Key key) {
    return Wait.on(key, key + " to be replaced first");
  }
}
