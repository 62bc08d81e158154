package io.ssmenv.simulator.core;

/**
 * What the services of one run share.
 *
 * @param options how to simulate
 * @param clock the simulated time
 * @param random seeded chance
 * @param ids fresh ids
 * @param accounts the accounts and their access keys
 * @param faults what goes wrong on demand
 */
public record Simulation(
    SimulatorOptions options,
    SimClock clock,
    SeededRandom random,
    Ids ids,
    Accounts accounts,
    Faults faults) {

  /** A run that starts now. */
  public static Simulation of(SimulatorOptions options) {
    SeededRandom random = options.random();
    return new Simulation(
        options,
        new SimClock(options.pace().realTime(), options.pace().speed()),
        random,
        new Ids(random.seed()),
        new Accounts(options.accountId()),
        new Faults(random));
  }
}
