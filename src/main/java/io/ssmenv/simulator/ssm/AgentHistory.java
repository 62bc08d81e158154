package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of an instance's agent, its control channel and its reachability. It is exact to the
 * moment and includes what the agent has not noticed. All times are simulated.
 *
 * @param accountId the account of the instance
 * @param region the region of the instance
 * @param instanceId the id of the instance
 * @param events the last 300 events, oldest first
 * @param reachability the last 300 changes of the reachability of new connections, oldest first
 */
public record AgentHistory(
    String accountId,
    String region,
    String instanceId,
    List<AgentEvent> events,
    List<ReachabilityInterval> reachability) {

  /** Copies the lists. */
  public AgentHistory {
    events = List.copyOf(events);
    reachability = List.copyOf(reachability);
  }

  /** Returns the events of a type, oldest first. */
  public List<AgentEvent> events(AgentEvent.Type type) {
    return events.stream().filter(event -> event.type() == type).toList();
  }

  /**
   * Returns whether the instance ran and new connections could reach Systems Manager during the
   * whole period from one instant (inclusive) to another (exclusive). False for times before the
   * recorded history.
   */
  public boolean wasReachable(Instant from, Instant until) {
    if (reachability.isEmpty() || reachability.getFirst().since().isAfter(from)) {
      return false;
    }
    for (int i = 0; i < reachability.size(); i++) {
      boolean endsBefore =
          i + 1 < reachability.size() && !reachability.get(i + 1).since().isAfter(from);
      boolean overlaps = !endsBefore && reachability.get(i).since().isBefore(until);
      if (overlaps && reachability.get(i).path().filter(Reachable.class::isInstance).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the periods in which the instance ran and new connections could not reach Systems
   * Manager, oldest first.
   */
  public List<UnreachablePeriod> unreachable() {
    List<UnreachablePeriod> found = new ArrayList<>();
    Optional<UnreachablePeriod> current = Optional.empty();
    for (ReachabilityInterval interval : reachability) {
      Optional<Broken> broken =
          interval.path().filter(Broken.class::isInstance).map(Broken.class::cast);
      if (broken.isPresent()) {
        current = current.or(() -> broken.map(b -> startedAt(interval.since(), b)));
      } else {
        current.ifPresent(period ->
            found.add(
                new UnreachablePeriod(
                    period.from(), Optional.of(interval.since()), period.hop(), period.reason())));
        current = Optional.empty();
      }
    }
    current.ifPresent(found::add);
    return List.copyOf(found);
  }

  private static UnreachablePeriod startedAt(Instant at, Broken broken) {
    return new UnreachablePeriod(at, Optional.empty(), broken.hop(), broken.reason());
  }
}
