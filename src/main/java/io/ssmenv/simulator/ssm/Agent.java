package io.ssmenv.simulator.ssm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The SSM agent of one instance, from one boot to the next: a process of events at known times,
 * each of which meets the network and the role as they are at that time. It is advanced lazily,
 * always before something changes that it could meet, so what it shows is what happened and not
 * only what is now.
 *
 * <p>{@code Online} is a statement about heartbeats: an agent whose way has just broken goes on
 * being {@code Online} for minutes, here as there.
 *
 * @param bootedAt when its instance began to run
 * @param phase what it does now
 * @param registered when it was first heard of, in this or an earlier boot
 * @param lastPing its last heartbeat that was answered
 * @param seed what its own delays are drawn from
 */
record Agent(
    Instant bootedAt,
    Phase phase,
    Optional<Instant> registered,
    Optional<Instant> lastPing,
    long seed) {

  /** What an agent does. */
  sealed interface Phase {
    Instant next();
  }

  /** It calls for the first time at {@code next}, after so many failures since the boot. */
  record Booting(Instant next, int failures) implements Phase {}

  /** It reports its health at {@code heartbeat} and keeps its channel. */
  record Working(Instant heartbeat, ControlChannel channel) implements Phase {
    @Override
    public Instant next() {
      return heartbeat.isBefore(channel.next()) ? heartbeat : channel.next();
    }
  }

  /** The agent of an instance that was never heard of and began to run at that time. */
  static Agent booted(Instant at, long seed) {
    Agent agent = new Agent(at, new Booting(at, 0), Optional.empty(), Optional.empty(), seed);
    return agent.restarted(at);
  }

  /** The same instance's agent after a stop and start. */
  Agent restarted(Instant at) {
    Instant first = at.plus(drawn(AgentTimes.FIRST_CALL_MIN, AgentTimes.FIRST_CALL_MAX, at));
    return new Agent(at, new Booting(first, 0), registered, lastPing, seed);
  }

  /**
   * The agent at a later time.
   *
   * @param until the time, inclusive; nothing happens if it is in the past
   * @param contact what the agent meets at a time up to then
   */
  Agent advance(Instant until, Function<Instant, Contact> contact) {
    Agent agent = this;
    while (!agent.phase.next().isAfter(until)) {
      Instant at = agent.phase.next();
      agent = agent.step(at, contact.apply(at));
    }
    return agent;
  }

  private Agent step(Instant at, Contact contact) {
    return switch (phase) {
      case Booting booting -> boot(booting, at, contact);
      case Working(Instant heartbeat, ControlChannel channel) when heartbeat.equals(at) ->
          new Agent(
              bootedAt,
              new Working(at.plus(AgentTimes.HEARTBEAT), channel),
              registered,
              contact instanceof Contact.Answered ? Optional.of(at) : lastPing,
              seed);
      case Working(Instant heartbeat, ControlChannel channel) ->
          new Agent(
              bootedAt, new Working(heartbeat, channel.step(contact)), registered, lastPing, seed);
    };
  }

  private Agent boot(Booting booting, Instant at, Contact contact) {
    return switch (contact) {
      case Contact.Answered(var way) ->
          new Agent(
              bootedAt,
              new Working(at.plus(AgentTimes.HEARTBEAT), ControlChannel.opened(way, at)),
              registered.or(() -> Optional.of(at)),
              Optional.of(at),
              seed);
      case Contact.Unreachable _ -> retryingAt(at.plus(bootBackOff(booting.failures())), booting);
      case Contact.AccessDenied _ ->
          retryingAt(
              at.plus(drawn(AgentTimes.DENIED_BACKOFF_MIN, AgentTimes.DENIED_BACKOFF_MAX, at)),
              booting);
    };
  }

  private Agent retryingAt(Instant next, Booting booting) {
    return new Agent(
        bootedAt, new Booting(next, booting.failures() + 1), registered, lastPing, seed);
  }

  private static Duration bootBackOff(int failures) {
    Duration doubled = AgentTimes.BOOT_BACKOFF_MIN.multipliedBy(1L << Math.min(failures, 6));
    return doubled.compareTo(AgentTimes.BOOT_BACKOFF_MAX) < 0
        ? doubled
        : AgentTimes.BOOT_BACKOFF_MAX;
  }

  /** A duration between two others, the same for the same seed and time. */
  private Duration drawn(Duration least, Duration most, Instant at) {
    long spread = most.minus(least).toMillis();
    return least.plusMillis(new SplittableRandom(seed ^ at.toEpochMilli()).nextLong(spread + 1));
  }

  /**
   * Whether the service counts the agent as {@code Online} at a time, else {@code ConnectionLost}.
   */
  boolean onlineAt(Instant at) {
    return lastPing.isPresent()
        && Duration.between(lastPing.get(), at).compareTo(AgentTimes.LOST_AFTER) < 0;
  }

  /** Whether the service has a control channel to the agent, as far as it knows. */
  boolean connected() {
    return phase instanceof Working(var _, ControlChannel channel) && channel.connected();
  }

  /** Whether its channel stands on the way that it meets, so that what is sent over it arrives. */
  boolean hears(Contact contact) {
    return phase instanceof Working(var _, ControlChannel.Open(var way, var _))
        && contact.equals(new Contact.Answered(way));
  }
}
