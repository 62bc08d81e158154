package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of an instance's agent, its control channel and its way to Systems Manager, to the
 * moment: also what nobody has noticed. All times are simulated.
 *
 * @param accountId whose it is
 * @param region where it is
 * @param instanceId which
 * @param events the last 300, oldest first
 * @param reachability the last 300 changes of the way of new connections, oldest first
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

  /** The events of a kind, oldest first. */
  public List<AgentEvent> events(AgentEvent.Type type) {
    return events.stream().filter(event -> event.type() == type).toList();
  }

  /**
   * Whether the instance ran and a new connection to Systems Manager would have got through at each
   * moment from one (inclusive) to another (exclusive). False for times before it is known.
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

  /** The times in which it ran and they did not, oldest first. */
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
