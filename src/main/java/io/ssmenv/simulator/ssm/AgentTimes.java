package io.ssmenv.simulator.ssm;

import java.time.Duration;

/**
 * Every duration of the agent's life, in AWS's own time: the simulation's clock runs faster. The
 * letters say how sure each is: documented, seen in other projects (C), folklore (F).
 */
final class AgentTimes {
  /** An instance that is running has its agent up, and registered if it can, after this (F). */
  static final Duration FIRST_CALL_MIN = Duration.ofSeconds(30);

  static final Duration FIRST_CALL_MAX = Duration.ofSeconds(120);

  /** How long an agent sleeps that boots before its way exists, doubling up to the maximum (C). */
  static final Duration BOOT_BACKOFF_MIN = Duration.ofMinutes(5);

  static final Duration BOOT_BACKOFF_MAX = Duration.ofHours(1);

  /** How long an agent sleeps that boots and is refused (C). */
  static final Duration DENIED_BACKOFF_MIN = Duration.ofMinutes(25);

  static final Duration DENIED_BACKOFF_MAX = Duration.ofMinutes(30);

  /** How often the agent reports its health (documented). */
  static final Duration HEARTBEAT = Duration.ofMinutes(5);

  /** After a last heartbeat this old the service calls the connection lost (F). */
  static final Duration LOST_AFTER = Duration.ofMinutes(6);

  /** How often the agent pings its control channel (C). */
  static final Duration CHANNEL_PING = Duration.ofSeconds(54);

  /** How long it waits for the answer before it gives the channel up (C). */
  static final Duration CHANNEL_PONG = Duration.ofSeconds(60);

  /** Its first wait before it opens another channel, doubling up to the maximum (maximum: C). */
  static final Duration RECONNECT_MIN = Duration.ofSeconds(1);

  static final Duration RECONNECT_MAX = Duration.ofMinutes(40);

  private AgentTimes() {}
}
