package io.ssmenv.simulator.core;

/**
 * The state that all services of one run share.
 *
 * @param options the options of the run
 * @param clock the simulated clock
 * @param random seeded random values
 * @param ids the generator of ids
 * @param accounts the accounts and their access keys
 * @param faults the injected faults
 */
public record Simulation(
    SimulatorOptions options,
    SimClock clock,
    SeededRandom random,
    Ids ids,
    Accounts accounts,
    Faults faults) {

  /** Creates a run that starts now. */
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
