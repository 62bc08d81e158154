package io.ssmenv.simulator.core;

import java.time.Instant;

/** A task that runs independently of calls, such as the agents of instances. */
@FunctionalInterface
public interface PeriodicTask {
  /**
   * Runs the task. It is called after every call, and about once per simulated second but at most
   * every 50 real milliseconds. The caller holds the account's lock and has run all events that
   * were due before {@code now}.
   */
  void tick(SimulatedAccount account, Instant now);
}
