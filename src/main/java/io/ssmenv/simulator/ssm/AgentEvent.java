package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of an agent or its control channel.
 *
 * @param at its simulated time
 * @param type its type
 * @param path the path to the service, if the call succeeded
 * @param hop where the packets were dropped, if they were
 * @param reason why the call failed, or empty
 */
public record AgentEvent(
    Instant at, Type type, Optional<NetworkPath> path, Optional<Hop> hop, String reason) {

  /** The types of events. */
  public enum Type {
    /** The instance runs; its agent starts. */
    BOOTED,
    /** The first call after a boot did not reach the service; the agent backs off. */
    BOOT_UNREACHABLE,
    /** The first call after a boot was denied; the agent backs off. */
    BOOT_REFUSED,
    /** The agent registered for the first time. */
    REGISTERED,
    /** The ping status became {@code Online}. */
    ONLINE,
    /** The ping status became {@code ConnectionLost}. */
    CONNECTION_LOST,
    /** A health report succeeded. */
    HEARTBEAT_ANSWERED,
    /** A health report did not reach the service. */
    HEARTBEAT_UNREACHABLE,
    /** A health report was denied. */
    HEARTBEAT_REFUSED,
    /** The control channel was opened. */
    CHANNEL_OPENED,
    /** Packets of the open channel no longer arrive; the agent has not noticed yet. */
    CHANNEL_CUT,
    /** Packets arrive again, before the agent closed the channel. */
    CHANNEL_RESTORED,
    /** The agent's ping has had no answer so far. */
    CHANNEL_UNANSWERED,
    /** The agent closed the channel. */
    CHANNEL_CLOSED,
    /** A new channel could not be opened because its packets do not arrive. */
    CHANNEL_UNREACHABLE,
    /** A new channel was denied. */
    CHANNEL_REFUSED,
    /** The instance no longer runs. */
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
