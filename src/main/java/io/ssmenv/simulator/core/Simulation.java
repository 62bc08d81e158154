package io.ssmenv.simulator.core;

/**
 * What the services of one run share.
 *
 * @param options how to simulate
 * @param clock the simulated time
 * @param draw seeded chance
 * @param ids fresh ids
 * @param accounts the accounts and their access keys
 */
public record Simulation(
    SimulatorOptions options, SimClock clock, Draw draw, Ids ids, Accounts accounts) {

  /** A run that starts now. */
  public static Simulation of(SimulatorOptions options) {
    return new Simulation(
        options,
        new SimClock(options.realTime(), options.speed()),
        new Draw(options.seed()),
        new Ids(options.seed()),
        new Accounts(options.accountId()));
  }
}
