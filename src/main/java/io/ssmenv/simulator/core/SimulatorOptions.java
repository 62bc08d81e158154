package io.ssmenv.simulator.core;

import java.time.InstantSource;

/**
 * How to simulate.
 *
 * @param port the TCP port on the loopback interface; 0 takes a free one
 * @param accountId the account of every access key that is not assigned to another, 12 digits
 * @param pace how fast the time passes
 * @param random what all chance comes from: durations, lags, ids
 * @param readLag how far reads may lag
 * @param limits what is refused because it is too much
 */
public record SimulatorOptions(
    int port, String accountId, Pace pace, SeededRandom random, ReadLag readLag, Limits limits) {

  /**
   * How fast the time passes.
   *
   * @param realTime the real clock
   * @param speed simulated seconds per real second, more than 0
   */
  public record Pace(InstantSource realTime, double speed) {}

  /**
   * What is refused because it is too much.
   *
   * @param quotas the account's quotas
   * @param throttling whether calls are counted against AWS's request rates
   */
  public record Limits(Quotas quotas, Throttling throttling) {}

  /**
   * A free port, account 111122223333, speed 20, seed 1, lagging reads, raised quotas, AWS's rates.
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

  /** The same with another port. */
  public SimulatorOptions withPort(int newPort) {
    return new SimulatorOptions(newPort, accountId, pace, random, readLag, limits);
  }

  /** The same with another default account. */
  public SimulatorOptions withAccountId(String newAccountId) {
    return new SimulatorOptions(port, newAccountId, pace, random, readLag, limits);
  }

  /** The same with another real clock. */
  public SimulatorOptions withRealTime(InstantSource realTime) {
    return with(new Pace(realTime, pace.speed()));
  }

  /** The same with another speed. */
  public SimulatorOptions withSpeed(double speed) {
    return with(new Pace(pace.realTime(), speed));
  }

  /** The same in virtual time: it is AWS's time, second by second. */
  public SimulatorOptions inVirtualTime(VirtualTime time) {
    return with(new Pace(time, 1));
  }

  /** The same with another seed. */
  public SimulatorOptions withSeed(long seed) {
    return with(new SeededRandom(seed, random.durations()));
  }

  /** The same with durations elsewhere in their ranges. */
  public SimulatorOptions withDurations(Durations durations) {
    return with(new SeededRandom(random.seed(), durations));
  }

  /** The same with another lag of reads. */
  public SimulatorOptions withReadLag(ReadLag newReadLag) {
    return new SimulatorOptions(port, accountId, pace, random, newReadLag, limits);
  }

  /** The same with other quotas. */
  public SimulatorOptions withQuotas(Quotas quotas) {
    return with(new Limits(quotas, limits.throttling()));
  }

  /** The same, with or without AWS's request rates. */
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
