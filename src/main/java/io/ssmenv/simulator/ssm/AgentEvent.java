package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to an agent or its control channel.
 *
 * @param at when, in simulated time
 * @param type what
 * @param path by which way it got through, where it did
 * @param hop where its packets ended, where they did
 * @param reason a sentence on why not, or empty
 */
public record AgentEvent(
    Instant at, Type type, Optional<NetworkPath> path, Optional<Hop> hop, String reason) {

  /** What can happen. */
  public enum Type {
    /** The instance runs; its agent comes up. */
    BOOTED,
    /** The first call after a boot did not get through; the agent sleeps. */
    BOOT_UNREACHABLE,
    /** The first call after a boot was refused; the agent sleeps. */
    BOOT_REFUSED,
    /** The service has heard of the agent for the first time. */
    REGISTERED,
    /** The service calls it {@code Online}. */
    ONLINE,
    /** The service calls it {@code ConnectionLost}. */
    CONNECTION_LOST,
    /** A health report was answered. */
    HEARTBEAT_ANSWERED,
    /** A health report did not get through. */
    HEARTBEAT_UNREACHABLE,
    /** A health report was refused. */
    HEARTBEAT_REFUSED,
    /** The control channel was opened. */
    CHANNEL_OPENED,
    /** From now on packets of the open channel don't arrive; nobody has noticed yet. */
    CHANNEL_CUT,
    /** They do again, before the agent gave the channel up. */
    CHANNEL_RESTORED,
    /** The agent's ping has got no answer yet. */
    CHANNEL_UNANSWERED,
    /** The agent has given the channel up. */
    CHANNEL_CLOSED,
    /** Another channel could not be opened: its packets don't arrive. */
    CHANNEL_UNREACHABLE,
    /** Another channel was refused. */
    CHANNEL_REFUSED,
    /** The instance does not run any more. */
    STOPPED
  }

  static AgentEvent of(Instant at, Type type) {
    return new AgentEvent(at, type, Optional.empty(), Optional.empty(), "");
  }

  static AgentEvent reached(NetworkPath path, Instant at, Type type) {
    return new AgentEvent(at, type, Optional.of(path), Optional.empty(), "");
  }

  static AgentEvent unreachable(Broken broken, Instant at, Type type) {
    return new AgentEvent(at, type, Optional.empty(), Optional.of(broken.hop()), broken.reason());
  }

  static AgentEvent refused(String reason, Instant at, Type type) {
    return new AgentEvent(at, type, Optional.empty(), Optional.empty(), reason);
  }
}
