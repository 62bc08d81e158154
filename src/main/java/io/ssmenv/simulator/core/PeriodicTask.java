package io.ssmenv.simulator.core;

import java.time.Instant;

/** Something that goes on by itself, such as the agents of instances. */
@FunctionalInterface
public interface PeriodicTask {
  /**
   * Called after every call, and about once per simulated second, but not more often than every 50
   * real milliseconds, with the account's lock held and everything due before {@code now} done.
   */
  void tick(SimulatedAccount account, Instant now);
}
