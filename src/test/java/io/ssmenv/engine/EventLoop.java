package io.ssmenv.engine;

import io.ssmenv.simulator.core.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs events in virtual time. Events that are due run immediately, on any number of threads. The
 * time advances to the next event only while no task runs, so a slow machine delays nothing.
 *
 * <p>The loop runs on the thread of the test, and only while the test waits ({@link #runUntil}).
 */
final class EventLoop {
  /** No task takes this long in real time unless it hangs. */
  private static final Duration HANG_LIMIT = Duration.ofMinutes(1);

  /** An instant has fewer events than this unless an event triggers itself endlessly. */
  private static final int MAX_EVENTS_PER_INSTANT = 10_000;

  private record Event(Instant at, long sequence, Runnable task) {}

  private final VirtualTime time;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::sequence));
  private final ExecutorService threads = new Threads();
  private long sequence;
  private int eventsAtThisInstant;
  private int activeTasks;
  private long lastChangeNanos = System.nanoTime();

  EventLoop(VirtualTime time) {
    this.time = time;
  }

  /** Runs a task at an instant, on the thread that waits; immediately if the instant has passed. */
  synchronized void schedule(Instant instant, Runnable task) {
    events.add(new Event(instant, sequence++, task));
    notifyAll();
  }

  /** Threads whose running tasks are counted. */
  ExecutorService threads() {
    return threads;
  }

  /**
   * Runs events until a condition is true, also while tasks run.
   *
   * @param limit in virtual time
   * @return whether the condition became true
   */
  boolean runUntil(Duration limit, BooleanSupplier condition) {
    Instant end = time.instant().plus(limit);
    while (!condition.getAsBoolean()) {
      if (!step(end)) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /** Advances the time, and then waits until all tasks have ended. */
  void advance(Duration duration) {
    Instant end = time.instant().plus(duration);
    while (step(end)) {
      // Continue with the next event.
    }
    time.passUntil(end);
  }

  /**
   * Runs one event, or waits briefly for running tasks; returns false if the next event is after
   * the end.
   */
  private boolean step(Instant end) {
    Runnable next;
    synchronized (this) {
      boolean due = !events.isEmpty() && !events.peek().at().isAfter(time.instant());
      if (!due && activeTasks > 0) {
        awaitTasks();
        return true;
      }
      if (events.isEmpty() || events.peek().at().isAfter(end)) {
        return false;
      }
      Event event = events.remove();
      eventsAtThisInstant = event.at().isAfter(time.instant()) ? 0 : eventsAtThisInstant + 1;
      if (eventsAtThisInstant > MAX_EVENTS_PER_INSTANT) {
        throw new AssertionError(
            MAX_EVENTS_PER_INSTANT + " events at " + time.instant() + ": a loop");
      }
      time.passUntil(event.at());
      next = event.task();
    }
    next.run();
    return true;
  }

  @SuppressWarnings("WaitNotInLoop") // The caller checks its condition in a loop.
  private synchronized void awaitTasks() {
    try {
      wait(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (System.nanoTime() - lastChangeNanos > HANG_LIMIT.toNanos()) {
      throw new AssertionError("A task has been running for a minute at " + time.instant());
    }
  }

  private synchronized void taskStarted() {
    activeTasks++;
    lastChangeNanos = System.nanoTime();
  }

  private synchronized void taskEnded() {
    activeTasks--;
    lastChangeNanos = System.nanoTime();
    notifyAll();
  }

  /** Runs each task on a thread of its own, and counts the running tasks. */
  private final class Threads extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      taskStarted();
      Thread.ofVirtual()
          .start(() -> {
            try {
              task.run();
            } finally {
              taskEnded();
            }
          });
    }

    @Override
    public void shutdown() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Runnable> shutdownNow() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }
  }
}
