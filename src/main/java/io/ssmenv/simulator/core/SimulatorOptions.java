package io.ssmenv.simulator.core;

import java.time.InstantSource;

/**
 * How to simulate.
 *
 * @param port the TCP port on the loopback interface; 0 takes a free one
 * @param speed simulated seconds per real second
 * @param seed what all chance comes from: durations, lags, ids
 * @param accountId the account of every access key that is not assigned to another, 12 digits
 * @param realTime the real clock
 * @param readLag how far reads may lag
 * @param quotas the account's quotas
 * @param throttling whether calls are counted against AWS's request rates
 */
public record SimulatorOptions(
    int port,
    double speed,
    long seed,
    String accountId,
    InstantSource realTime,
    ReadLag readLag,
    Quotas quotas,
    Throttling throttling) {

  /**
   * A free port, speed 20, seed 1, account 111122223333, lagging reads, raised quotas, AWS's rates.
   */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        0,
        20,
        1,
        "111122223333",
        InstantSource.system(),
        ReadLag.DEFAULT,
        Quotas.RAISED,
        Throttling.PUBLISHED);
  }

  /** The same with another port. */
  public SimulatorOptions withPort(int newPort) {
    return new SimulatorOptions(
        newPort, speed, seed, accountId, realTime, readLag, quotas, throttling);
  }

  /** The same with another speed. */
  public SimulatorOptions withSpeed(double newSpeed) {
    return new SimulatorOptions(
        port, newSpeed, seed, accountId, realTime, readLag, quotas, throttling);
  }

  /** The same with another seed. */
  public SimulatorOptions withSeed(long newSeed) {
    return new SimulatorOptions(
        port, speed, newSeed, accountId, realTime, readLag, quotas, throttling);
  }

  /** The same with another default account. */
  public SimulatorOptions withAccountId(String newAccountId) {
    return new SimulatorOptions(
        port, speed, seed, newAccountId, realTime, readLag, quotas, throttling);
  }

  /** The same with another real clock. */
  public SimulatorOptions withRealTime(InstantSource newRealTime) {
    return new SimulatorOptions(
        port, speed, seed, accountId, newRealTime, readLag, quotas, throttling);
  }

  /** The same with another lag of reads. */
  public SimulatorOptions withReadLag(ReadLag newReadLag) {
    return new SimulatorOptions(
        port, speed, seed, accountId, realTime, newReadLag, quotas, throttling);
  }

  /** The same with other quotas. */
  public SimulatorOptions withQuotas(Quotas newQuotas) {
    return new SimulatorOptions(
        port, speed, seed, accountId, realTime, readLag, newQuotas, throttling);
  }

  /** The same, with or without AWS's request rates. */
  public SimulatorOptions withThrottling(Throttling newThrottling) {
    return new SimulatorOptions(
        port, speed, seed, accountId, realTime, readLag, quotas, newThrottling);
  }
}
