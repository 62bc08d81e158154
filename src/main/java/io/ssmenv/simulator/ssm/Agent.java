package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Kind.BOOT_REFUSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.BOOT_UNREACHABLE;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CONNECTION_LOST;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.HEARTBEAT_ANSWERED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.HEARTBEAT_REFUSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.HEARTBEAT_UNREACHABLE;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.ONLINE;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.REGISTERED;

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
 * @param lapses when the service stops to call it {@code Online}, if it does now
 */
record Agent(
    AgentTimes times,
    Instant bootedAt,
    int boots,
    Phase phase,
    Optional<Instant> registered,
    Optional<Instant> lastPing,
    Optional<Instant> lapses) {

  /** What an agent meets, at the moment at which it asks. */
  interface Surroundings {
    /** What becomes of a health report. */
    CallOutcome health();

    /** What becomes of the opening of its n-th control channel. */
    CallOutcome channel(int number);

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
  static Agent booted(Instant at, AgentTimes times) {
    Instant first = at.plus(times.of(AgentTime.FIRST_CALL, 0));
    Optional<Instant> never = Optional.empty();
    return new Agent(times, at, 0, new Booting(first, 0, 0), never, never, never);
  }

  /** The same instance's agent after a stop and start. */
  Agent restarted(Instant at) {
    Instant first = at.plus(times.of(AgentTime.FIRST_CALL, boots + 1));
    Booting booting = new Booting(first, 0, phase.channelNumber() + 1);
    return new Agent(
        times, at, boots + 1, booting, registered, lastPing, lapses.filter(at::isBefore));
  }

  /** When anything happens to it next. */
  Instant next() {
    return lapses.filter(at -> at.isBefore(phase.next())).orElseGet(phase::next);
  }

  /**
   * The agent at a later time.
   *
   * @param until the time, inclusive; nothing happens if it is in the past
   * @param around what it meets until then
   * @param told is told what happens
   */
  Agent advance(Instant until, Surroundings around, Consumer<AgentEvent> told) {
    Agent agent = this;
    while (!agent.next().isAfter(until)) {
      agent = agent.step(agent.next(), around, told);
    }
    return agent;
  }

  private Agent step(Instant at, Surroundings around, Consumer<AgentEvent> told) {
    if (phase.next().isAfter(at)) {
      told.accept(AgentEvent.plain(at, CONNECTION_LOST));
      return new Agent(times, bootedAt, boots, phase, registered, lastPing, Optional.empty());
    }
    return switch (phase) {
      case Booting booting -> boot(booting, at, around.health(), told);
      case Working(Instant heartbeat, ControlChannel channel) when heartbeat.equals(at) ->
          report(channel, at, around.health(), told);
      case Working(Instant heartbeat, ControlChannel channel) ->
          with(new Working(heartbeat, channel.step(around, times, told)));
    };
  }

  private Agent boot(Booting booting, Instant at, CallOutcome contact, Consumer<AgentEvent> told) {
    return switch (contact) {
      case CallOutcome.Answered(Connection over) -> {
        if (registered.isEmpty()) {
          told.accept(AgentEvent.by(over.way(), at, REGISTERED));
        }
        yield heard(ControlChannel.toBeOpened(booting.channelNumber(), at, times), at, told);
      }
      case CallOutcome.Unreachable(Broken broken) -> {
        told.accept(AgentEvent.ended(broken, at, BOOT_UNREACHABLE));
        yield asleep(times.bootBackOff(boots, booting.failures()), booting, at);
      }
      case CallOutcome.AccessDenied(String reason) -> {
        told.accept(AgentEvent.refused(reason, at, BOOT_REFUSED));
        yield asleep(times.of(AgentTime.DENIED, boots, booting.failures()), booting, at);
      }
    };
  }

  private Agent asleep(Duration sleep, Booting booting, Instant at) {
    return with(new Booting(at.plus(sleep), booting.failures() + 1, booting.channelNumber()));
  }

  private Agent report(
      ControlChannel channel, Instant at, CallOutcome contact, Consumer<AgentEvent> told) {
    return switch (contact) {
      case CallOutcome.Answered(Connection over) -> {
        told.accept(AgentEvent.by(over.way(), at, HEARTBEAT_ANSWERED));
        yield heard(channel, at, told);
      }
      case CallOutcome.Unreachable(Broken broken) -> {
        told.accept(AgentEvent.ended(broken, at, HEARTBEAT_UNREACHABLE));
        yield with(new Working(at.plus(AgentTimes.HEARTBEAT), channel));
      }
      case CallOutcome.AccessDenied(String reason) -> {
        told.accept(AgentEvent.refused(reason, at, HEARTBEAT_REFUSED));
        yield with(new Working(at.plus(AgentTimes.HEARTBEAT), channel));
      }
    };
  }

  private Agent heard(ControlChannel channel, Instant at, Consumer<AgentEvent> told) {
    if (!onlineAt(at)) {
      told.accept(AgentEvent.plain(at, ONLINE));
    }
    return new Agent(
        times,
        bootedAt,
        boots,
        new Working(at.plus(AgentTimes.HEARTBEAT), channel),
        registered.or(() -> Optional.of(at)),
        Optional.of(at),
        Optional.of(at.plus(times.of(AgentTime.LOST_AFTER))));
  }

  private Agent with(Phase newPhase) {
    return new Agent(times, bootedAt, boots, newPhase, registered, lastPing, lapses);
  }

  /**
   * Whether the service counts the agent as {@code Online} at a time, else {@code ConnectionLost}.
   */
  boolean onlineAt(Instant at) {
    return lapses.filter(at::isBefore).isPresent();
  }

  /** Its control channel's connection, which may be cut without anybody's knowing. */
  Optional<Connection> connection() {
    return phase instanceof Working(var _, ControlChannel channel)
        ? channel.connection()
        : Optional.empty();
  }
}
