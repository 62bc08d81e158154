package io.ssmenv.engine;

import io.ssmenv.engine.VirtualThreads.Continuable;
import io.ssmenv.simulator.core.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Runs everything of a scenario on the thread of the test: events in virtual time, and the threads
 * of the simulated processes ({@link VirtualThreads}). Where several threads can go on, the seed
 * selects one. The time advances to the next event only when no thread can go on. The same seed
 * therefore has the same run, and a slow machine changes nothing.
 *
 * <p>The loop runs only while the test waits ({@link #runUntil}, {@link #advance}).
 */
final class EventLoop {

  /**
   * An instant has fewer steps than this unless an event triggers itself endlessly. A thousand
   * environments that are created in the same instant have some 20 each.
   */
  private static final int MAX_STEPS_PER_INSTANT = 100_000;

  /** No other test holds a lock this long, in real time. */
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

  private record Event(Instant at, long sequence, Runnable task) {}

  static {
    holdsUp(Thread.currentThread()); // loads what it needs
  }

  private final VirtualTime time;
  private final SplittableRandom random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::sequence));
  private final List<Continuable> ready = new ArrayList<>();
  private Optional<Throwable> failure = Optional.empty();
  private long sequence;
  private int stepsAtThisInstant;

  EventLoop(VirtualTime time, long seed) {
    this.time = time;
    this.random = new SplittableRandom(seed);
  }

  /** Runs a task at an instant, on the thread that waits; immediately if the instant has passed. */
  synchronized void schedule(Instant instant, Runnable task) {
    events.add(new Event(instant, sequence++, task));
  }

  /** Creates the threads of a process. */
  VirtualThreads newThreads() {
    return new VirtualThreads(this::makeReady, this::failed);
  }

  private synchronized void makeReady(Continuable thread) {
    ready.add(thread);
    notifyAll();
  }

  private synchronized void failed(Throwable thrown) {
    failure = failure.or(() -> Optional.of(thrown));
  }

  /** Suspends the current thread of a process in virtual time. */
  void pause(Duration duration) {
    Thread waiting = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    schedule(
        time.instant().plus(duration),
        () -> {
          over.set(true);
          LockSupport.unpark(waiting);
        });
    while (!over.get()) {
      LockSupport.park(this);
    }
  }

  /**
   * Runs until a condition is true, which is evaluated after every step.
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

  /** Advances the time. */
  void advance(Duration duration) {
    Instant end = time.instant().plus(duration);
    while (step(end)) {
      // Continue with the next event.
    }
    time.passUntil(end);
  }

  /** Runs one thread or event; returns false if the next event is after the end. */
  private boolean step(Instant end) {
    Optional<Runnable> next = next(end);
    next.ifPresent(Runnable::run);
    throwFailure();
    return next.isPresent();
  }

  private synchronized Optional<Runnable> next(Instant end) {
    if (!ready.isEmpty()) {
      countStep();
      int selected = random.nextInt(ready.size());
      Continuable last = ready.removeLast();
      Continuable next = selected == ready.size() ? last : ready.set(selected, last);
      return Optional.of(() -> run(next));
    }
    if (events.isEmpty() || events.peek().at().isAfter(end)) {
      return Optional.empty();
    }
    Event event = events.remove();
    if (event.at().isAfter(time.instant())) {
      stepsAtThisInstant = 0;
    }
    countStep();
    time.passUntil(event.at());
    return Optional.of(event.task());
  }

  /**
   * Runs a thread until it waits for an event. A lock that another test holds, such as the lock of
   * the class loader, is none: the thread goes on as soon as it has the lock, before anything else.
   */
  private void run(Continuable next) {
    if (next.process().isKilled()) {
      return;
    }
    next.run();
    while (awaitLock(next.thread())) {
      next.run();
    }
  }

  /** Returns whether the thread waited for a lock and can go on. */
  @SuppressWarnings("WaitNotInLoop") // The loop also ends when the state changes silently.
  private synchronized boolean awaitLock(Thread thread) {
    long start = System.nanoTime();
    while (true) {
      if (removeReady(thread)) {
        return true;
      }
      if (!holdsUp(thread)) {
        return removeReady(thread);
      }
      if (System.nanoTime() - start > LOCK_LIMIT.toNanos()) {
        throw new AssertionError(
            "A lock is held during a call to AWS: " + List.of(thread.getStackTrace()));
      }
      try {
        wait(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** No other thread of the loop runs, so only a lock can have made it ready again. */
  private boolean removeReady(Thread thread) {
    for (int i = 0; i < ready.size(); i++) {
      if (ready.get(i).thread() == thread) {
        ready.remove(i);
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether the thread waits for a lock, or has just got one and is about to be ready. If
   * the loop went on without that thread, its next thread could wait behind it for the same lock.
   *
   * <p>Loads no class: the lock may be the one of the class loader.
   */
  private static boolean holdsUp(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.RUNNABLE
        || state == Thread.State.BLOCKED
        || ((state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
            && LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer);
  }

  private void countStep() {
    stepsAtThisInstant++;
    if (stepsAtThisInstant > MAX_STEPS_PER_INSTANT) {
      throw new AssertionError(MAX_STEPS_PER_INSTANT + " steps at " + time.instant() + ": a loop");
    }
  }

  private synchronized void throwFailure() {
    if (failure.isPresent()) {
      Throwable thrown = failure.get();
      failure = Optional.empty();
      throw new AssertionError("A thread of the operator failed: " + thrown, thrown);
    }
  }
}
