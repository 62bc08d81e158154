package io.ssmenv.execute;

import java.util.HashMap;
import java.util.Map;

/** Counts the steps in progress, and lets none begin after a shutdown has begun. Thread-safe. */
final class RunningSteps {

  /** By the UID of the environment. */
  private final Map<String, Integer> running = new HashMap<>();

  private boolean stopped;

  /** Returns whether a step may begin. If it may, {@link #end} must follow. */
  synchronized boolean tryBegin(String uid) {
    if (stopped) {
      return false;
    }
    running.merge(uid, 1, Integer::sum);
    return true;
  }

  synchronized void end(String uid) {
    running.computeIfPresent(uid, (_, count) -> count == 1 ? null : count - 1);
  }

  synchronized void stop() {
    stopped = true;
  }

  synchronized int count() {
    return running.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized boolean isBusy(String uid) {
    return running.containsKey(uid);
  }
}
