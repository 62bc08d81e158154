package io.ssmenv.simulator.core;

import java.util.Locale;

/**
 * Selects the value of each duration and lag within its range. AWS guarantees none of them, so a
 * client has to work with the whole range; tests check both ends.
 */
public enum Durations {
  /** Any value in the range, derived from the seed. */
  SEEDED,
  /** The shortest durations, and reads without lag. */
  SHORTEST,
  /** The longest durations and lags. */
  LONGEST;

  /** Returns the position in a range, from 0 to 1, for a random fraction. */
  double position(double fraction) {
    return switch (this) {
      case SEEDED -> fraction;
      case SHORTEST -> 0;
      case LONGEST -> 1;
    };
  }

  /** Its name as an option. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
