package io.ssmenv.engine;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.throttle.PublishedRates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the calls of the engine from now on; the call log forgets the oldest. */
final class CountedCalls {

  private static final Set<String> THROTTLED =
      Set.of("RequestLimitExceeded", "Throttling", "ThrottlingException");

  private final Map<String, Long> actions = new TreeMap<>();
  private final Map<String, Long> throttledActions = new TreeMap<>();
  private final Map<String, CallRecord> examples = new HashMap<>();
  private final Map<String, Set<String>> writes = new HashMap<>();

  CountedCalls(SimulatedAws aws) {
    aws.callLog().listen(this::add);
  }

  private synchronized void add(CallRecord call) {
    if (!call.accessKeyId().startsWith(EngineScenario.ENGINE_KEY)) {
      return;
    }
    actions.merge(call.action(), 1L, Long::sum);
    if (THROTTLED.contains(call.outcome())) {
      throttledActions.merge(call.action(), 1L, Long::sum);
    }
    if (call.wrote()) {
      examples.putIfAbsent(call.action(), call);
      writes.computeIfAbsent(call.action(), _ -> new HashSet<>()).add(call.parameters());
    }
  }

  synchronized long total() {
    return actions.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized long throttled() {
    return throttledActions.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The writes that succeeded and differ, but no heartbeats. */
  synchronized long writes() {
    return writes.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("PutParameter"))
        .mapToLong(entry -> entry.getValue().size())
        .sum();
  }

  synchronized Map<String, Long> actions() {
    return new TreeMap<>(actions);
  }

  synchronized Map<String, Long> throttledActions() {
    return new TreeMap<>(throttledActions);
  }

  /** The action that takes longest with its different writes that succeeded, and the seconds. */
  synchronized Map.Entry<String, Double> tightest() {
    return examples.values().stream()
        .map(call ->
            Map.entry(
                call.action(),
                PublishedRates.shortest(call, writes.getOrDefault(call.action(), Set.of()).size())
                        .toMillis()
                    / 1000.0))
        .max(Map.Entry.comparingByValue())
        .orElse(Map.entry("none", 0.0));
  }
}
