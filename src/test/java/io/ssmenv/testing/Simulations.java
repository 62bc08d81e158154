package io.ssmenv.testing;

import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.SimulatorOptions;

/**
 * The one place where tests get the simulated AWS's options from, so that one property moves the
 * whole suite to either end of what AWS's durations and lags may be: {@code -Dssmenv.durations=}
 * {@code shortest} or {@code longest}. A test of a certain duration asks for it by {@link
 * SimulatorOptions#withDurations}.
 */
public final class Simulations {
  private static final String PROPERTY = "ssmenv.durations";

  private Simulations() {}

  /** The defaults, with durations at the end that this run is about. */
  public static SimulatorOptions options() {
    return SimulatorOptions.defaults().withDurations(durations());
  }

  /** Where this run's durations lie; a word that is none of them fails the run. */
  public static Durations durations() {
    String asked = System.getProperty(PROPERTY, Durations.SEEDED.toString());
    for (Durations one : Durations.values()) {
      if (one.toString().equals(asked)) {
        return one;
      }
    }
    throw new IllegalStateException("-D%s=%s: no such durations".formatted(PROPERTY, asked));
  }
}
