package io.ssmenv.simulator.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records all calls. It keeps the last 50,000 calls; the counts include all calls.
 *
 * <p>Each call is also logged by the logger {@code io.ssmenv.simulator.calls} at level debug.
 */
public final class CallLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.ssmenv.simulator.calls");
  private static final int MAX_CALLS = 50_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<CallRecord> calls = new ArrayDeque<>();
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final List<Consumer<CallRecord>> listeners = new CopyOnWriteArrayList<>();

  /** Adds a listener for all further calls. It is called on the thread that serves the call. */
  public void listen(Consumer<CallRecord> listener) {
    listeners.add(listener);
  }

  /** Adds a call. */
  public void add(CallRecord call) {
    LOG.debug(
        "{} {} {} {} {}",
        call.region(),
        call.service(),
        call.action(),
        call.outcome(),
        call.parameters());
    lock.lock();
    try {
      calls.addLast(call);
      if (calls.size() > MAX_CALLS) {
        calls.removeFirst();
      }
      counts
          .computeIfAbsent(call.accessKeyId(), _ -> new TreeMap<>())
          .merge(call.service() + ":" + call.action(), 1L, Long::sum);
    } finally {
      lock.unlock();
    }
    listeners.forEach(listener -> listener.accept(call));
  }

  /** Returns the recorded calls, oldest first. */
  public List<CallRecord> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of calls by {@code service:Action}. */
  public Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    countsByCaller().values().forEach(c -> c.forEach((a, n) -> all.merge(a, n, Long::sum)));
    return all;
  }

  /** Returns the number of calls by access key, then by {@code service:Action}. */
  public Map<String, Map<String, Long>> countsByCaller() {
    lock.lock();
    try {
      Map<String, Map<String, Long>> copy = new TreeMap<>();
      counts.forEach((caller, c) -> copy.put(caller, new TreeMap<>(c)));
      return copy;
    } finally {
      lock.unlock();
    }
  }

  /** Deletes all records, including the counts. */
  public void clear() {
    lock.lock();
    try {
      calls.clear();
      counts.clear();
    } finally {
      lock.unlock();
    }
  }
}
