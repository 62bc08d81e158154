package io.ssmenv.simulator.core;

/** Whether calls are counted against AWS's request rates. */
public enum Throttling {
  /**
   * As published, in real seconds whatever the speed: clients keep their budgets, back off and time
   * out by real clocks. In simulated seconds, at speed 40, hardly anybody would ever be throttled.
   */
  PUBLISHED,
  /** Nobody is throttled, for tests of something else whose clock stands still. */
  OFF
}
