package io.ssmenv.aws.inventory;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How often an account and region is looked at.
 *
 * @param pace the pace unless an environment is more eager
 * @param floor the quickest pace that an environment can bring about
 * @param tickers gives each region what it is looked at by
 */
public record Sweeps(Duration pace, Duration floor, Supplier<Ticker> tickers) {

  /** A pace by the clock on the wall, with a thread for each region. */
  public static Sweeps every(Duration pace, Duration floor) {
    return new Sweeps(pace, floor, ThreadTicker::new);
  }
}
