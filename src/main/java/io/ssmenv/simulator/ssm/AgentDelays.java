package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SeededRandom;
import java.time.Duration;
import java.util.List;

/**
 * The delays of one instance's agent, in simulated time.
 *
 * @param random seeded random values
 * @param instanceId the instance
 */
record AgentDelays(SeededRandom random, String instanceId) {
  /** How often an agent reports its health [D]. */
  static final Duration HEARTBEAT = Duration.ofMinutes(5);

  private static final double MAX_BOOT_BACK_OFF = 3600;
  private static final double MAX_CHANNEL_BACK_OFF = 40 * 60;

  /** Returns a delay; each combination of numbers selects its own value. */
  Duration of(AgentDelay delay, int... numbers) {
    return delay.of(key(numbers), random);
  }

  /**
   * Returns the back-off of an agent whose first call after its boot does not reach the service:
   * five minutes, then ten, twenty and forty, three times each, then an hour; each up to a tenth
   * less [C].
   */
  Duration bootBackOff(int boot, int failures) {
    double nominal =
        failures == 0
            ? 300
            : Math.min(MAX_BOOT_BACK_OFF, 600 * Math.pow(2, Math.ceil(failures / 3.0) - 1));
    return random.seconds("boot back-off/" + key(boot, failures), 0.9 * nominal, nominal);
  }

  /**
   * Returns the back-off of an agent that could not open its channel: five to ten seconds, doubled
   * for each earlier failure, and up to a half more, but at most 40 minutes [C].
   */
  Duration channelBackOff(int channel, int failures) {
    double doubled = Math.pow(2, Math.min(failures, 12));
    return random.seconds(
        "channel back-off/" + key(channel, failures),
        Math.min(MAX_CHANNEL_BACK_OFF, 5 * doubled),
        Math.min(MAX_CHANNEL_BACK_OFF, 15 * doubled));
  }

  /** Chooses one of several values; the same number selects the same value. */
  String choose(List<String> several, int number) {
    return several.get(random.nextInt("one of several/" + key(number), several.size()));
  }

  private String key(int... numbers) {
    StringBuilder key = new StringBuilder(instanceId);
    for (int number : numbers) {
      key.append('/').append(number);
    }
    return key.toString();
  }
}
