package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** An AWS account: its id, its scheduled events, and the lock for its state in all services. */
public final class SimulatedAccount {
  private final String id;
  private final Timeline timeline = new Timeline();
  private final Set<String> optedIn = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();

  SimulatedAccount(String id) {
    this.id = id;
  }

  /** The account id, 12 digits. */
  public String id() {
    return id;
  }

  /** Enables a region that is not enabled by default. */
  public void enableRegion(String region) {
    optedIn.add(region);
  }

  /** Returns whether the account can use a region. */
  public boolean isEnabled(String region) {
    return optedIn.contains(region)
        || (RegionCatalog.exists(region) && !RegionCatalog.needsOptIn(region));
  }

  /** The scheduled events. */
  public Timeline timeline() {
    return timeline;
  }

  /**
   * Runs a function with the locks of this account and another, which may be the same. The order of
   * locking prevents deadlocks.
   */
  public <T> T lockedWith(SimulatedAccount other, SimClock clock, Function<Instant, T> body) {
    if (other == this) {
      return locked(clock, body);
    }
    boolean before = id.compareTo(other.id) < 0;
    SimulatedAccount first = before ? this : other;
    SimulatedAccount second = before ? other : this;
    return first.locked(clock, _ -> second.locked(clock, body));
  }

  /**
   * Runs a function with the account's lock, after all events that are due.
   *
   * @param clock read after the lock is acquired, so that calls see time in the order in which they
   *     run
   */
  public <T> T locked(SimClock clock, Function<Instant, T> body) {
    lock.lock();
    try {
      Instant now = clock.instant();
      timeline.runUntil(now);
      try {
        return body.apply(now);
      } finally {
        timeline.notifyListeners(now);
      }
    } finally {
      lock.unlock();
    }
  }
}
