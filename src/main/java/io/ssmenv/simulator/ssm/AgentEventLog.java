package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Keeps the last of what happened to an instance's agent. */
final class AgentEventLog {
  private static final int KEPT = 300;

  private final Deque<AgentEvent> events = new ArrayDeque<>();
  private final Deque<ReachabilityInterval> outlooks = new ArrayDeque<>();

  void add(AgentEvent event) {
    keep(events, event);
  }

  /** Writes down what becomes of new connections, if that has changed. */
  void outlook(Instant at, Optional<Reachability> path) {
    if (outlooks.isEmpty() || !outlooks.getLast().path().equals(path)) {
      keep(outlooks, new ReachabilityInterval(at, path));
    }
  }

  private static <T> void keep(Deque<T> kept, T one) {
    kept.addLast(one);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  AgentHistory told(String accountId, String region, String instanceId) {
    return new AgentHistory(
        accountId, region, instanceId, List.copyOf(events), List.copyOf(outlooks));
  }
}
