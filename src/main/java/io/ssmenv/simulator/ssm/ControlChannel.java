package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Way;
import java.time.Duration;
import java.time.Instant;

/**
 * The connection that an agent holds open to {@code ssmmessages}, over which sessions and commands
 * reach it. It ends when the way that it was opened over ends, or is replaced by another; the agent
 * notices at its next ping.
 */
sealed interface ControlChannel {

  /** When the agent does something about it next. */
  Instant next();

  /** What the agent has after it has done that, given what it meets. */
  ControlChannel step(Contact contact);

  /** Whether the service has a channel to the agent, as far as it knows. */
  boolean connected();

  /** A channel just opened. */
  static ControlChannel opened(Way way, Instant at) {
    return new Open(way, at.plus(AgentTimes.CHANNEL_PING));
  }

  /** Open, as far as both sides know; pinged at {@code next}. */
  record Open(Way way, Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(Contact contact) {
      return contact.equals(new Contact.Answered(way))
          ? new Open(way, next.plus(AgentTimes.CHANNEL_PING))
          : new Unanswered(next.plus(AgentTimes.CHANNEL_PONG));
    }

    @Override
    public boolean connected() {
      return true;
    }
  }

  /** Pinged without an answer; given up at {@code next}. */
  record Unanswered(Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(Contact contact) {
      return new Closed(next.plus(AgentTimes.RECONNECT_MIN), 0);
    }

    @Override
    public boolean connected() {
      return true;
    }
  }

  /** Given up; another is tried at {@code next}, after so many failures in a row. */
  record Closed(Instant next, int failures) implements ControlChannel {
    @Override
    public ControlChannel step(Contact contact) {
      return switch (contact) {
        case Contact.Answered(Way way) -> opened(way, next);
        case Contact.Unreachable _, Contact.AccessDenied _ ->
            new Closed(next.plus(backOff()), failures + 1);
      };
    }

    private Duration backOff() {
      Duration doubled = AgentTimes.RECONNECT_MIN.multipliedBy(1L << Math.min(failures + 1, 12));
      return doubled.compareTo(AgentTimes.RECONNECT_MAX) < 0 ? doubled : AgentTimes.RECONNECT_MAX;
    }

    @Override
    public boolean connected() {
      return false;
    }
  }
}
