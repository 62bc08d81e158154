package io.ssmenv.cloud;

import java.time.Duration;

/** Every timing constant about the health of instances, with its reason. */
public final class HealthTiming {

  /**
   * How often each region is asked for scheduled events: one call, whatever the number of
   * instances. AWS announces them days before, but some that follow a failure only hours.
   */
  public static final Duration EVENTS_INTERVAL = Duration.ofMinutes(15);

  /**
   * How long after a reboot its agent may be silent: EC2 begins within seconds, an instance boots
   * within minutes, and its agent calls Systems Manager at once.
   */
  public static final Duration REBOOT_TAKES_EFFECT = Duration.ofMinutes(10);

  /**
   * How much later than its launch the path of an instance must have come, for its agent to have
   * started before: no system boots faster. The launch time is in whole seconds, and the time of
   * the path is rounded up.
   */
  public static final Duration BOOT_AT_LEAST = Duration.ofSeconds(10);

  private HealthTiming() {}
}
