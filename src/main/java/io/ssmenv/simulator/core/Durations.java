package io.ssmenv.simulator.core;

import java.util.Locale;

/**
 * Where in its range each duration and each lag lies. AWS promises none of them: a client has to do
 * with all of a range, and shows at its two ends whether it does.
 */
public enum Durations {
  /** Anywhere, as the seed says. */
  SEEDED,
  /** Everything as short as it ever is, and reads that don't lag. */
  SHORTEST,
  /** Everything as long as it ever is. */
  LONGEST;

  /** The place in a range, from 0 to 1, if chance says {@code drawn}. */
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
