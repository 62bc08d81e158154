package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What is going to happen in an account: a gateway becomes available, an instance is terminated.
 *
 * <p>Effects run in the order of their instants, each with its own instant as now, before the next
 * call is answered, so a state never depends on when somebody looked. Guarded by the account's
 * lock.
 */
public final class Timeline {
  private record Due(Instant at, long sequence, Consumer<Instant> effect) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::sequence));
  private final List<Consumer<Instant>> listeners = new ArrayList<>();
  private long sequence;

  /** Plans an effect. It has to check for itself whether it still applies. */
  public void schedule(Instant instant, Consumer<Instant> effect) {
    due.add(new Due(instant, sequence++, effect));
  }

  /**
   * Has something told of every moment after which the account may be another one: after each
   * effect, and after each piece of work under the account's lock, before time goes on.
   */
  public void addListener(Consumer<Instant> listener) {
    listeners.add(listener);
  }

  /** Tells those who follow that something may have changed. */
  void notifyListeners(Instant now) {
    listeners.forEach(listener -> listener.accept(now));
  }

  /** Runs everything that is due, also what the effects themselves plan up to {@code now}. */
  public void runUntil(Instant now) {
    for (Due next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
      due.remove();
      next.effect().accept(next.at());
      notifyListeners(next.at());
    }
  }
}
