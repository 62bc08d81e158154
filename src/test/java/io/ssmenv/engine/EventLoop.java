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
 * Runs what happens in virtual time: what is due now happens at once and on as many threads as it
 * wants; time goes on, to what comes next, only while no thread is at work. So a machine may be as
 * slow as it likes, and nothing is late.
 *
 * <p>It goes on only while a test waits for something ({@link #until}), on the test's own thread.
 */
final class EventLoop {
  /** Nothing that is at work takes this long in reality, unless it hangs. */
  private static final Duration HANGS = Duration.ofMinutes(1);

  /** So much does not happen at one moment, unless something wakes itself without end. */
  private static final int TOO_MANY = 10_000;

  private record Event(Instant at, long sequence, Runnable what) {}

  private final VirtualTime time;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::sequence));
  private final ExecutorService threads = new Threads();
  private long sequence;
  private int atThisMoment;
  private int working;
  private long lastBegunOrEnded = System.nanoTime();

  EventLoop(VirtualTime time) {
    this.time = time;
  }

  /** Runs something at an instant, on the thread that waits; at once if that is over. */
  synchronized void at(Instant instant, Runnable what) {
    events.add(new Event(instant, sequence++, what));
    notifyAll();
  }

  /** Threads on which work is seen to be under way. */
  ExecutorService threads() {
    return threads;
  }

  /**
   * Lets things happen until something is so, also while threads are at work.
   *
   * @param limit in virtual time
   * @return whether it became so
   */
  boolean until(Duration limit, BooleanSupplier so) {
    Instant end = time.instant().plus(limit);
    while (!so.getAsBoolean()) {
      if (!step(end)) {
        return so.getAsBoolean();
      }
    }
    return true;
  }

  /** Lets time pass, and then whatever is at work end. */
  void pass(Duration duration) {
    Instant end = time.instant().plus(duration);
    while (step(end)) {
      // The next one.
    }
    time.passUntil(end);
  }

  /**
   * Lets one thing happen, or waits a moment for the threads; false if it is later than the end.
   */
  private boolean step(Instant end) {
    Runnable next;
    synchronized (this) {
      boolean due = !events.isEmpty() && !events.peek().at().isAfter(time.instant());
      if (!due && working > 0) {
        awaitThreads();
        return true;
      }
      if (events.isEmpty() || events.peek().at().isAfter(end)) {
        return false;
      }
      Event event = events.remove();
      atThisMoment = event.at().isAfter(time.instant()) ? 0 : atThisMoment + 1;
      if (atThisMoment > TOO_MANY) {
        throw new AssertionError(TOO_MANY + " events at " + time.instant() + ": a loop");
      }
      time.passUntil(event.at());
      next = event.what();
    }
    next.run();
    return true;
  }

  @SuppressWarnings("WaitNotInLoop") // Who calls it is a loop that looks at everything again.
  private synchronized void awaitThreads() {
    try {
      wait(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (System.nanoTime() - lastBegunOrEnded > HANGS.toNanos()) {
      throw new AssertionError("Something has been at work for a minute at " + time.instant());
    }
  }

  private synchronized void begins() {
    working++;
    lastBegunOrEnded = System.nanoTime();
  }

  private synchronized void ended() {
    working--;
    lastBegunOrEnded = System.nanoTime();
    notifyAll();
  }

  /** A thread for each task, and the number of those that are at work. */
  private final class Threads extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      begins();
      Thread.ofVirtual()
          .start(() -> {
            try {
              task.run();
            } finally {
              ended();
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
