package io.ssmenv.topology;

import java.time.Instant;
import java.util.Optional;

/**
 * What Systems Manager reports about the agent of an instance.
 *
 * @param status {@code Online} or {@code ConnectionLost}, in the words of AWS
 * @param lastPing when the agent last reported, by the clock of AWS; it does so every five minutes
 * @param answered when the operator last sent it a command whose answer shows that new connections
 *     to Systems Manager succeed, by the clock of AWS
 */
public record Ping(
    String status,
    Optional<Instant> lastPing,
    String agentVersion,
    Platform platform,
    Optional<Instant> answered) {

  public static final String ONLINE = "Online";

  /** An agent on Linux that was sent no command. */
  public Ping(String status, Optional<Instant> lastPing, String agentVersion) {
    this(status, lastPing, agentVersion, Platform.LINUX, Optional.empty());
  }

  /** The same after an answer. */
  public Ping withAnswered(Instant at) {
    return new Ping(status, lastPing, agentVersion, platform, Optional.of(at));
  }

  /** Whether the agent has connected to Systems Manager after a time. */
  public boolean connectedAfter(Instant time) {
    return lastPing.filter(time::isBefore).isPresent()
        || answered.filter(time::isBefore).isPresent();
  }

  public boolean online() {
    return status.equals(ONLINE);
  }
}
