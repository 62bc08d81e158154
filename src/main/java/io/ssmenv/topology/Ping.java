package io.ssmenv.topology;

import java.time.Instant;
import java.util.Optional;

/**
 * What Systems Manager reports about the agent of an instance.
 *
 * @param status {@code Online} or {@code ConnectionLost}, in the words of AWS
 * @param lastPing when the agent last reported, by the clock of AWS; it does so every five minutes
 */
public record Ping(String status, Optional<Instant> lastPing, String agentVersion) {

  public static final String ONLINE = "Online";

  public boolean online() {
    return status.equals(ONLINE);
  }
}
