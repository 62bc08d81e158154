package io.ssmenv.testing;

import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.SimulatorOptions;

/**
 * The options of the simulated AWS for all tests. The system property {@code ssmenv.durations} with
 * the value {@code shortest} or {@code longest} moves all durations and lags to one end of their
 * ranges. A test of a specific duration sets it with {@link SimulatorOptions#withDurations}.
 */
public final class Simulations {
  private static final String PROPERTY = "ssmenv.durations";

  private Simulations() {}

  /** The default options with the durations of this test run. */
  public static SimulatorOptions options() {
    return SimulatorOptions.defaults().withDurations(durations());
  }

  /** The durations of this test run. An unknown value fails the run. */
  public static Durations durations() {
    String asked = System.getProperty(PROPERTY, Durations.SEEDED.toString());
    for (Durations one : Durations.values()) {
      if (one.toString().equals(asked)) {
        return one;
      }
    }
    throw new IllegalStateException(
        "-D%s=%s is unknown; use seeded, shortest or longest".formatted(PROPERTY, asked));
  }
}
