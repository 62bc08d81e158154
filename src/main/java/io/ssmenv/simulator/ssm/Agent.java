package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Type.BOOT_REFUSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.BOOT_UNREACHABLE;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CONNECTION_LOST;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.HEARTBEAT_ANSWERED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.HEARTBEAT_REFUSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.HEARTBEAT_UNREACHABLE;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.ONLINE;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.REGISTERED;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.Reachability.Broken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The SSM agent of one instance, as a state machine with events at known times. Each event uses the
 * network and the role as they are at that time.
 *
 * <p>{@code Online} depends on health reports only, which go to {@code ssm}. As in AWS, an agent
 * whose path has just broken stays {@code Online} for minutes, and one that cannot reach {@code
 * ssmmessages} is {@code Online} without a channel [C].
 *
 * @param delays its delays
 * @param bootedAt when its instance started to run
 * @param boots the number of earlier boots
 * @param phase its current phase
 * @param registered when it first registered, in this or an earlier boot
 * @param lastPing the last successful health report
 * @param onlineUntil when its status changes from {@code Online} to {@code ConnectionLost}, if it
 *     is online
 */
record Agent(
    AgentDelays delays,
    Instant bootedAt,
    int boots,
    Phase phase,
    Optional<Instant> registered,
    Optional<Instant> lastPing,
    Optional<Instant> onlineUntil) {

  /** The results of the agent's calls at the time of the call. */
  interface Connectivity {
    /** Returns the outcome of a health report. */
    CallOutcome reportHealth();

    /** Returns the outcome of opening the n-th control channel. */
    CallOutcome openChannel(int number);

    /** Returns where the packets of the open control channel are dropped, if they are. */
    Optional<Broken> cut();
  }

  /** A phase of the agent. */
  sealed interface Phase {
    Instant next();

    /** The number of its current or next control channel. */
    int channelNumber();
  }

  /** It makes its first call at {@code next}, after this number of failures since the boot. */
  record Booting(Instant next, int failures, int channelNumber) implements Phase {}

  /** It reports its health at {@code heartbeat} and keeps its channel open. */
  record Working(Instant heartbeat, ControlChannel channel) implements Phase {
    @Override
    public Instant next() {
      return heartbeat.isBefore(channel.next()) ? heartbeat : channel.next();
    }

    @Override
    public int channelNumber() {
      return channel.number();
    }
  }

  /** Creates the agent of an instance that starts to run for the first time. */
  static Agent booted(Instant at, AgentDelays delays) {
    Instant first = at.plus(delays.of(AgentDelay.FIRST_CALL, 0));
    Optional<Instant> none = Optional.empty();
    return new Agent(delays, at, 0, new Booting(first, 0, 0), none, none, none);
  }

  /**
   * Returns the agent after its instance was stopped and started, or rebooted: it forgets its
   * back-off, so one that slept because its path was not in place tries again at once
   * (aws/amazon-ssm-agent#479) [C].
   */
  Agent restarted(Instant at) {
    Instant first = at.plus(delays.of(AgentDelay.FIRST_CALL, boots + 1));
    Booting booting = new Booting(first, 0, phase.channelNumber() + 1);
    return new Agent(
        delays, at, boots + 1, booting, registered, lastPing, onlineUntil.filter(at::isBefore));
  }

  /** Returns the time of its next event. */
  Instant next() {
    return onlineUntil.filter(at -> at.isBefore(phase.next())).orElseGet(phase::next);
  }

  /**
   * Returns the agent at a later time.
   *
   * @param until the time, inclusive; nothing happens if it is in the past
   * @param connectivity the outcomes of its calls
   * @param events receives the events
   */
  Agent advance(Instant until, Connectivity connectivity, Consumer<AgentEvent> events) {
    Agent agent = this;
    while (!agent.next().isAfter(until)) {
      agent = agent.step(agent.next(), connectivity, events);
    }
    return agent;
  }

  private Agent step(Instant at, Connectivity connectivity, Consumer<AgentEvent> events) {
    if (phase.next().isAfter(at)) {
      events.accept(AgentEvent.of(at, CONNECTION_LOST));
      return new Agent(delays, bootedAt, boots, phase, registered, lastPing, Optional.empty());
    }
    return switch (phase) {
      case Booting booting -> boot(booting, at, connectivity.reportHealth(), events);
      case Working(Instant heartbeat, ControlChannel channel) when heartbeat.equals(at) ->
          reportHealth(channel, at, connectivity.reportHealth(), events);
      case Working(Instant heartbeat, ControlChannel channel) ->
          with(new Working(heartbeat, channel.step(connectivity, delays, events)));
    };
  }

  private Agent boot(
      Booting booting, Instant at, CallOutcome outcome, Consumer<AgentEvent> events) {
    return switch (outcome) {
      case CallOutcome.Answered(Connection connection) -> {
        if (registered.isEmpty()) {
          events.accept(AgentEvent.reached(connection.path(), at, REGISTERED));
        }
        yield healthReported(
            ControlChannel.opening(booting.channelNumber(), at, delays), at, events);
      }
      case CallOutcome.Unreachable(Broken broken) -> {
        events.accept(AgentEvent.unreachable(broken, at, BOOT_UNREACHABLE));
        yield retryBoot(delays.bootBackOff(boots, booting.failures()), booting, at);
      }
      case CallOutcome.AccessDenied(String reason) -> {
        events.accept(AgentEvent.refused(reason, at, BOOT_REFUSED));
        yield retryBoot(delays.of(AgentDelay.DENIED, boots, booting.failures()), booting, at);
      }
    };
  }

  private Agent retryBoot(Duration sleep, Booting booting, Instant at) {
    return with(new Booting(at.plus(sleep), booting.failures() + 1, booting.channelNumber()));
  }

  private Agent reportHealth(
      ControlChannel channel, Instant at, CallOutcome outcome, Consumer<AgentEvent> events) {
    return switch (outcome) {
      case CallOutcome.Answered(Connection connection) -> {
        events.accept(AgentEvent.reached(connection.path(), at, HEARTBEAT_ANSWERED));
        yield healthReported(channel, at, events);
      }
      case CallOutcome.Unreachable(Broken broken) -> {
        events.accept(AgentEvent.unreachable(broken, at, HEARTBEAT_UNREACHABLE));
        yield with(new Working(at.plus(AgentDelays.HEARTBEAT), channel));
      }
      case CallOutcome.AccessDenied(String reason) -> {
        events.accept(AgentEvent.refused(reason, at, HEARTBEAT_REFUSED));
        yield with(new Working(at.plus(AgentDelays.HEARTBEAT), channel));
      }
    };
  }

  private Agent healthReported(ControlChannel channel, Instant at, Consumer<AgentEvent> events) {
    if (!isOnlineAt(at)) {
      events.accept(AgentEvent.of(at, ONLINE));
    }
    return new Agent(
        delays,
        bootedAt,
        boots,
        new Working(at.plus(AgentDelays.HEARTBEAT), channel),
        registered.or(() -> Optional.of(at)),
        Optional.of(at),
        Optional.of(at.plus(delays.of(AgentDelay.LOST_AFTER))));
  }

  private Agent with(Phase newPhase) {
    return new Agent(delays, bootedAt, boots, newPhase, registered, lastPing, onlineUntil);
  }

  /**
   * Returns whether the status at a time is {@code Online}; otherwise it is {@code ConnectionLost}.
   */
  boolean isOnlineAt(Instant at) {
    return onlineUntil.filter(at::isBefore).isPresent();
  }

  /**
   * Returns the connection of its control channel, which may be cut without the agent's knowledge.
   */
  Optional<Connection> connection() {
    return phase instanceof Working(var _, ControlChannel channel)
        ? channel.connection()
        : Optional.empty();
  }
}
