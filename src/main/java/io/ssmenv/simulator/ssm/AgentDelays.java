package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SeededRandom;
import java.time.Duration;
import java.util.List;

/**
 * The times of one instance's agent, in AWS's own time: the simulation's clock runs faster.
 *
 * @param random chance
 * @param instanceId whose
 */
record AgentDelays(SeededRandom random, String instanceId) {
  /** How often an agent reports its health [D]. */
  static final Duration HEARTBEAT = Duration.ofMinutes(5);

  private static final double MAX_BOOT_BACK_OFF = 3600;
  private static final double MAX_CHANNEL_BACK_OFF = 40 * 60;

  /** A time that is drawn once for each number. */
  Duration of(AgentDelay delay, int... numbers) {
    return delay.of(key(numbers), random);
  }

  /**
   * How long an agent sleeps whose first call after its boot does not get through: five minutes,
   * then ten, twenty and forty, three times each, then an hour, up to a tenth less [C].
   */
  Duration bootBackOff(int boot, int failures) {
    double nominal =
        failures == 0
            ? 300
            : Math.min(MAX_BOOT_BACK_OFF, 600 * Math.pow(2, Math.ceil(failures / 3.0) - 1));
    return random.seconds("boot back-off/" + key(boot, failures), 0.9 * nominal, nominal);
  }

  /**
   * How long an agent waits that could not open its channel: five to ten seconds, doubled for each
   * failure before, and up to a half more, but never more than 40 minutes [C].
   */
  Duration channelBackOff(int channel, int failures) {
    double doubled = Math.pow(2, Math.min(failures, 12));
    return random.seconds(
        "channel back-off/" + key(channel, failures),
        Math.min(MAX_CHANNEL_BACK_OFF, 5 * doubled),
        Math.min(MAX_CHANNEL_BACK_OFF, 15 * doubled));
  }

  /** One of several, the same for the same number. */
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
