package io.ssmenv.cloud;

import java.time.Duration;

/** Every timing constant about the health of instances, with its reason. */
public final class HealthTiming {

  /**
   * How often each region is asked for scheduled events: one call, whatever the number of
   * instances. AWS announces them days before, but some that follow a failure only hours.
   */
  public static final Duration EVENTS_INTERVAL = Duration.ofMinutes(15);

  private HealthTiming() {}
}
