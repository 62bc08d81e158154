package io.ssmenv.simulator.core;

import java.time.InstantSource;

/**
 * The options of a simulated AWS.
 *
 * @param port the TCP port on the loopback interface; 0 selects a free one
 * @param accountId the account of every access key that is not assigned to another account, 12
 *     digits
 * @param pace how fast time passes
 * @param random the source of all random values: durations, lags, ids
 * @param readLag the maximum lags of reads
 * @param limits quotas and request rates
 */
public record SimulatorOptions(
    int port, String accountId, Pace pace, SeededRandom random, ReadLag readLag, Limits limits) {

  /**
   * How fast time passes.
   *
   * @param realTime the real clock
   * @param speed simulated seconds per real second, more than 0
   */
  public record Pace(InstantSource realTime, double speed) {}

  /**
   * The limits that AWS enforces.
   *
   * @param quotas the quotas of an account
   * @param throttling whether AWS's request rates apply
   */
  public record Limits(Quotas quotas, Throttling throttling) {}

  /**
   * Returns the defaults: a free port, account 111122223333, speed 20, seed 1, lagging reads,
   * raised quotas, AWS's request rates.
   */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        0,
        "111122223333",
        new Pace(InstantSource.system(), 20),
        new SeededRandom(1, Durations.SEEDED),
        ReadLag.DEFAULT,
        new Limits(Quotas.RAISED, Throttling.PUBLISHED));
  }

  /** Returns a copy with another port. */
  public SimulatorOptions withPort(int newPort) {
    return new SimulatorOptions(newPort, accountId, pace, random, readLag, limits);
  }

  /** Returns a copy with another default account. */
  public SimulatorOptions withAccountId(String newAccountId) {
    return new SimulatorOptions(port, newAccountId, pace, random, readLag, limits);
  }

  /** Returns a copy with another real clock. */
  public SimulatorOptions withRealTime(InstantSource realTime) {
    return with(new Pace(realTime, pace.speed()));
  }

  /** Returns a copy with another speed. */
  public SimulatorOptions withSpeed(double speed) {
    return with(new Pace(pace.realTime(), speed));
  }

  /** Returns a copy in virtual time, with simulated time equal to virtual time. */
  public SimulatorOptions inVirtualTime(VirtualTime time) {
    return with(new Pace(time, 1));
  }

  /** Returns a copy with another seed. */
  public SimulatorOptions withSeed(long seed) {
    return with(new SeededRandom(seed, random.durations()));
  }

  /** Returns a copy with another selection of durations. */
  public SimulatorOptions withDurations(Durations durations) {
    return with(new SeededRandom(random.seed(), durations));
  }

  /** Returns a copy with other read lags. */
  public SimulatorOptions withReadLag(ReadLag newReadLag) {
    return new SimulatorOptions(port, accountId, pace, random, newReadLag, limits);
  }

  /** Returns a copy with other quotas. */
  public SimulatorOptions withQuotas(Quotas quotas) {
    return with(new Limits(quotas, limits.throttling()));
  }

  /** Returns a copy with or without AWS's request rates. */
  public SimulatorOptions withThrottling(Throttling throttling) {
    return with(new Limits(limits.quotas(), throttling));
  }

  private SimulatorOptions with(Pace newPace) {
    return new SimulatorOptions(port, accountId, newPace, random, readLag, limits);
  }

  private SimulatorOptions with(SeededRandom newRandom) {
    return new SimulatorOptions(port, accountId, pace, newRandom, readLag, limits);
  }

  private SimulatorOptions with(Limits newLimits) {
    return new SimulatorOptions(port, accountId, pace, random, readLag, newLimits);
  }
}
