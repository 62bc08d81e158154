package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SeededRandom;
import java.time.Duration;

/**
 * Times of an agent's life that AWS does not document, in simulated seconds; each is drawn from its
 * range. [C]: seen in the agent's source; [F]: folklore.
 */
enum AgentDelay {
  /** An instance that is running has its agent up, which makes its first call [F]. */
  FIRST_CALL(30, 120),
  /** An agent that is refused at its boot sleeps [C]. */
  DENIED(25 * 60, 30 * 60),
  /** A last heartbeat this old makes the service call the connection lost [F]. */
  LOST_AFTER(330, 480),
  /** An agent pings its control channel this long after the last time [C]. */
  CHANNEL_PING(52, 56),
  /** It waits for the answer before it gives the channel up [C]. */
  CHANNEL_PONG(56, 62),
  /** It waits before it opens a channel, at its boot and after another one's end [C]. */
  CHANNEL_OPENED(0, 2.5),
  /** An instance goes on using an answer to a name that is no longer true [F]. */
  NAME_REMEMBERED(5, 60);

  private final double from;
  private final double to;

  AgentDelay(double from, double to) {
    this.from = from;
    this.to = to;
  }

  /** The time that the key draws. */
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
