package io.ssmenv.diagnosis;

import java.time.Duration;

/** How old something is, as people read it. */
public final class Age {

  private static final long SECONDS_UNTIL = 120;

  private Age() {}

  /** Such as {@code 40 s} or {@code 4 min}. The clocks of two computers may differ. */
  public static String of(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    return seconds < SECONDS_UNTIL ? seconds + " s" : age.toMinutes() + " min";
  }
}
