package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Records the last events and reachability changes of an instance's agent. */
final class AgentEventLog {
  private static final int MAX_ENTRIES = 300;

  private final Deque<AgentEvent> events = new ArrayDeque<>();
  private final Deque<ReachabilityInterval> intervals = new ArrayDeque<>();

  void add(AgentEvent event) {
    append(events, event);
  }

  /** Records the reachability of new connections, if it has changed. */
  void addReachability(Instant at, Optional<Reachability> path) {
    if (intervals.isEmpty() || !intervals.getLast().path().equals(path)) {
      append(intervals, new ReachabilityInterval(at, path));
    }
  }

  private static <T> void append(Deque<T> entries, T entry) {
    entries.addLast(entry);
    if (entries.size() > MAX_ENTRIES) {
      entries.removeFirst();
    }
  }

  AgentHistory history(String accountId, String region, String instanceId) {
    return new AgentHistory(
        accountId, region, instanceId, List.copyOf(events), List.copyOf(intervals));
  }
}
