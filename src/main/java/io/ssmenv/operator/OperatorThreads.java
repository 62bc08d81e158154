package io.ssmenv.operator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The threads of an operator, all of them virtual.
 *
 * @param unbounded for everything that takes time and is limited elsewhere, if at all; never queues
 * @param reconciles for the reconciles, and with them for what they write to the API server
 * @param events for the publication of events
 */
record OperatorThreads(
    ExecutorService unbounded, ExecutorService reconciles, ExecutorService events) {

  static OperatorThreads create() {
    return with(bounded(ApiServerLimits.RECONCILES));
  }

  /** With other threads for the reconciles. */
  static OperatorThreads with(ExecutorService reconciles) {
    return new OperatorThreads(
        Executors.newVirtualThreadPerTaskExecutor(), reconciles, bounded(ApiServerLimits.EVENTS));
  }

  private static ExecutorService bounded(int limit) {
    return Executors.newFixedThreadPool(limit, Thread.ofVirtual().factory());
  }

  /** Waits for what is running, and interrupts what still runs after the given time. */
  void close(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<ExecutorService> all = List.of(reconciles, events, unbounded);
    all.forEach(ExecutorService::shutdown);
    try {
      for (ExecutorService one : all) {
        if (!one.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          one.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      all.forEach(ExecutorService::shutdownNow);
      Thread.currentThread().interrupt();
    }
  }
}
