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
 * The SSM agent of one instance: a process of events at known times, each of which meets the
 * network and the role as they are at that time.
 *
 * <p>{@code Online} is a statement about health reports, which go to {@code ssm}: an agent whose
 * way has just broken goes on being {@code Online} for minutes, and one that does not get to {@code
 * ssmmessages} is {@code Online} without a channel, here as there [C].
 *
 * @param times its times
 * @param bootedAt when its instance began to run
 * @param boots how often it did before
 * @param phase what it does now
 * @param registered when it was first heard of, in this or an earlier boot
 * @param lastPing its last health report that was answered
 * @param onlineUntil when the service stops to call it {@code Online}, if it does now
 */
record Agent(
    AgentDelays times,
    Instant bootedAt,
    int boots,
    Phase phase,
    Optional<Instant> registered,
    Optional<Instant> lastPing,
    Optional<Instant> onlineUntil) {

  /** What an agent meets, at the moment at which it asks. */
  interface Connectivity {
    /** What becomes of a health report. */
    CallOutcome reportHealth();

    /** What becomes of the opening of its n-th control channel. */
    CallOutcome openChannel(int number);

    /** Where the packets of its open control channel end, if they don't arrive. */
    Optional<Broken> cut();
  }

  /** What an agent does. */
  sealed interface Phase {
    Instant next();

    /** The number of the control channel that it has, or will have. */
    int channelNumber();
  }

  /** It calls for the first time at {@code next}, after so many failures since the boot. */
  record Booting(Instant next, int failures, int channelNumber) implements Phase {}

  /** It reports its health at {@code heartbeat} and keeps its channel. */
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

  /** The agent of an instance that began to run for the first time. */
  static Agent booted(Instant at, AgentDelays times) {
    Instant first = at.plus(times.of(AgentDelay.FIRST_CALL, 0));
    Optional<Instant> none = Optional.empty();
    return new Agent(times, at, 0, new Booting(first, 0, 0), none, none, none);
  }

  /** The same instance's agent after a stop and start. */
  Agent restarted(Instant at) {
    Instant first = at.plus(times.of(AgentDelay.FIRST_CALL, boots + 1));
    Booting booting = new Booting(first, 0, phase.channelNumber() + 1);
    return new Agent(
        times, at, boots + 1, booting, registered, lastPing, onlineUntil.filter(at::isBefore));
  }

  /** When anything happens to it next. */
  Instant next() {
    return onlineUntil.filter(at -> at.isBefore(phase.next())).orElseGet(phase::next);
  }

  /**
   * The agent at a later time.
   *
   * @param until the time, inclusive; nothing happens if it is in the past
   * @param connectivity what it meets until then
   * @param events is told what happens
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
      return new Agent(times, bootedAt, boots, phase, registered, lastPing, Optional.empty());
    }
    return switch (phase) {
      case Booting booting -> boot(booting, at, connectivity.reportHealth(), events);
      case Working(Instant heartbeat, ControlChannel channel) when heartbeat.equals(at) ->
          reportHealth(channel, at, connectivity.reportHealth(), events);
      case Working(Instant heartbeat, ControlChannel channel) ->
          with(new Working(heartbeat, channel.step(connectivity, times, events)));
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
            ControlChannel.opening(booting.channelNumber(), at, times), at, events);
      }
      case CallOutcome.Unreachable(Broken broken) -> {
        events.accept(AgentEvent.unreachable(broken, at, BOOT_UNREACHABLE));
        yield retryBoot(times.bootBackOff(boots, booting.failures()), booting, at);
      }
      case CallOutcome.AccessDenied(String reason) -> {
        events.accept(AgentEvent.refused(reason, at, BOOT_REFUSED));
        yield retryBoot(times.of(AgentDelay.DENIED, boots, booting.failures()), booting, at);
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
        times,
        bootedAt,
        boots,
        new Working(at.plus(AgentDelays.HEARTBEAT), channel),
        registered.or(() -> Optional.of(at)),
        Optional.of(at),
        Optional.of(at.plus(times.of(AgentDelay.LOST_AFTER))));
  }

  private Agent with(Phase newPhase) {
    return new Agent(times, bootedAt, boots, newPhase, registered, lastPing, onlineUntil);
  }

  /**
   * Whether the service counts the agent as {@code Online} at a time, else {@code ConnectionLost}.
   */
  boolean isOnlineAt(Instant at) {
    return onlineUntil.filter(at::isBefore).isPresent();
  }

  /** Its control channel's connection, which may be cut without anybody's knowing. */
  Optional<Connection> connection() {
    return phase instanceof Working(var _, ControlChannel channel)
        ? channel.connection()
        : Optional.empty();
  }
}
