package io.ssmenv.simulator.core;

/** Whether AWS's request rates apply. */
public enum Throttling {
  /**
   * The published rates, in real seconds at any speed, because clients measure budgets, back-off
   * and timeouts by real clocks. In simulated seconds at speed 40, clients would hardly ever be
   * throttled.
   */
  PUBLISHED,
  /** No throttling, for tests whose clock stands still. */
  OFF
}
