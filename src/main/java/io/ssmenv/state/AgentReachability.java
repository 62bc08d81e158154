package io.ssmenv.state;

import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the agents are online over the current path, so that the previous path can be deleted.
 *
 * <p>{@code Online} alone says nothing about the last five minutes. A ping counts if it was
 * reported after the change, and after resolvers have dropped the previous addresses. So does the
 * answer to a command that was sent then, if the instance has opened new connections for it.
 */
public final class AgentReachability {

  private AgentReachability() {}

  /**
   * Open once every running instance has such a ping.
   *
   * @param instances all that the spec names, also those that cannot be planned now
   * @return also open if none of them is running
   */
  public static Gate gate(Set<Key> instances, Observation observed, PathHistory path) {
    return path.used()
        .map(changed -> gate(instances, observed, changed.plus(Timing.DNS_PROPAGATION)))
        .orElse(new Gate(false, "the present path to be read"));
  }

  private static Gate gate(Set<Key> instances, Observation observed, Instant since) {
    return unproven(instances, observed)
        .or(() -> unanswered(instances, observed, since))
        .map(message -> new Gate(false, message))
        .orElse(new Gate(true, "every instance has answered over the present path"));
  }

  /** An instance that is not listed may exist, and use the previous path. */
  private static Optional<String> unproven(Set<Key> instances, Observation observed) {
    return instances.stream()
        .sorted()
        .filter(key -> observed.find(key).isEmpty())
        .flatMap(key -> observed.unproven(key).stream())
        .findFirst();
  }

  private static Optional<String> unanswered(
      Set<Key> instances, Observation observed, Instant since) {
    return instances.stream()
        .sorted()
        .flatMap(key -> observed.find(key).stream())
        .filter(AgentReachability::runs)
        .flatMap(
            current -> unanswered(current.key(), current.id(), observed.pings(), since).stream())
        .findFirst();
  }

  private static boolean runs(Observed current) {
    return current.is(State.READY)
        && current.resource() instanceof Instance instance
        && instance.running();
  }

  /** Whether the agent of a running instance has yet to answer; empty if it has. */
  public static Optional<String> unanswered(Key key, String id, Pings pings, Instant since) {
    if (pings instanceof Pings.Unknown(String reason)) {
      return Optional.of(
          "the agents to answer over the present path, but their ping status could not be read: "
              + StatusText.stable(reason));
    }
    boolean answered =
        pings.of(id).filter(Ping::online).filter(ping -> ping.connectedAfter(since)).isPresent();
    return answered
        ? Optional.empty()
        : Optional.of(
            "the agent of %s (%s) to answer after %s (it reports every five minutes)"
                .formatted(key, id, StatusText.time(since)));
  }
}
