package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The scheduled events of an account, such as a gateway that becomes available.
 *
 * <p>Events run in the order of their instants, each with its own instant as now, before the next
 * call is executed. The state therefore never depends on when it is read. Guarded by the account's
 * lock.
 */
public final class Timeline {
  private record Due(Instant at, long sequence, Consumer<Instant> effect) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::sequence));
  private final List<Consumer<Instant>> listeners = new ArrayList<>();
  private long sequence;

  /** Schedules an event. The event itself has to check whether it still applies. */
  public void schedule(Instant instant, Consumer<Instant> effect) {
    due.add(new Due(instant, sequence++, effect));
  }

  /**
   * Adds a listener that is called whenever the account may have changed: after each event, and
   * after each function that ran with the account's lock.
   */
  public void addListener(Consumer<Instant> listener) {
    listeners.add(listener);
  }

  /** Notifies the listeners that the account may have changed. */
  void notifyListeners(Instant now) {
    listeners.forEach(listener -> listener.accept(now));
  }

  /**
   * Runs all events that are due, including those that the events themselves schedule up to {@code
   * now}.
   */
  public void runUntil(Instant now) {
    for (Due next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
      due.remove();
      next.effect().accept(next.at());
      notifyListeners(next.at());
    }
  }
}
