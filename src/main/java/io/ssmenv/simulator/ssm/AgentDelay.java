package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SeededRandom;
import java.time.Duration;

/**
 * Delays of an agent that AWS does not document, in simulated seconds; each value is selected from
 * its range. [C]: seen in the agent's source; [F]: folklore.
 */
enum AgentDelay {
  /** From the start of an instance to the first call of its agent [F]. */
  FIRST_CALL(30, 120),
  /** The back-off of an agent whose first call is denied [C]. */
  DENIED(25 * 60, 30 * 60),
  /** The age of the last heartbeat at which the status becomes {@code ConnectionLost} [F]. */
  LOST_AFTER(330, 480),
  /** The interval between pings over the control channel [C]. */
  CHANNEL_PING(52, 56),
  /** The time that an agent waits for the answer before it closes the channel [C]. */
  CHANNEL_PONG(56, 62),
  /** The delay before an agent opens a channel, after its boot and after a closed channel [C]. */
  CHANNEL_OPENED(0, 2.5),
  /** The time that an instance keeps using an outdated DNS answer [F]. */
  NAME_REMEMBERED(5, 60);

  private final double from;
  private final double to;

  AgentDelay(double from, double to) {
    this.from = from;
    this.to = to;
  }

  /** Returns the value for a key. */
  Duration of(String key, SeededRandom random) {
    return random.seconds(name() + "/" + key, from, to);
  }

  Duration min() {
    return Duration.ofMillis(Math.round(1000 * from));
  }

  Duration max() {
    return Duration.ofMillis(Math.round(1000 * to));
  }
}
