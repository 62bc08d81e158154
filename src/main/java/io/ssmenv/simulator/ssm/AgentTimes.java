package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SeededRandom;
import java.time.Duration;
import java.util.List;

/**
 * The times of one instance's agent, in AWS's own time: the simulation's clock runs faster.
 *
 * @param draw chance
 * @param instanceId whose
 */
record AgentTimes(SeededRandom draw, String instanceId) {
  /** How often an agent reports its health [D]. */
  static final Duration HEARTBEAT = Duration.ofMinutes(5);

  private static final double LONGEST_SLEEP = 3600;
  private static final double LONGEST_RECONNECT = 40 * 60;

  /** A time that is drawn once for each number. */
  Duration of(AgentTime time, int... numbers) {
    return time.of(key(numbers), draw);
  }

  /**
   * How long an agent sleeps whose first call after its boot does not get through: five minutes,
   * then ten, twenty and forty, three times each, then an hour, up to a tenth less [C].
   */
  Duration bootBackOff(int boot, int failures) {
    double nominal =
        failures == 0
            ? 300
            : Math.min(LONGEST_SLEEP, 600 * Math.pow(2, Math.ceil(failures / 3.0) - 1));
    return draw.seconds("boot back-off/" + key(boot, failures), 0.9 * nominal, nominal);
  }

  /**
   * How long an agent waits that could not open its channel: five to ten seconds, doubled for each
   * failure before, and up to a half more, but never more than 40 minutes [C].
   */
  Duration channelBackOff(int channel, int failures) {
    double doubled = Math.pow(2, Math.min(failures, 12));
    return draw.seconds(
        "channel back-off/" + key(channel, failures),
        Math.min(LONGEST_RECONNECT, 5 * doubled),
        Math.min(LONGEST_RECONNECT, 15 * doubled));
  }

  /** One of several, the same for the same number. */
  String oneOf(List<String> several, int number) {
    return several.get(draw.below("one of several/" + key(number), several.size()));
  }

  private String key(int... numbers) {
    StringBuilder key = new StringBuilder(instanceId);
    for (int number : numbers) {
      key.append('/').append(number);
    }
    return key.toString();
  }
}
