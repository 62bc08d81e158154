package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_CLOSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_OPENED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_REFUSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_UNANSWERED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_UNREACHABLE;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.ssm.Agent.Surroundings;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The connection that an agent holds open to {@code ssmmessages}, over which sessions and commands
 * reach it. As any TCP connection it asks for no name and no permission once it is open, and what
 * is lost is sent again: only an end of its packets that outlasts a ping and the wait for the
 * answer ends it. That the far side resets what comes from another address, which the agent would
 * notice sooner, is not modelled.
 */
sealed interface ControlChannel {

  /** When the agent does something about it next. */
  Instant next();

  /** What the agent has after it has done that. */
  ControlChannel step(Surroundings around, AgentTimes times, Consumer<AgentEvent> told);

  /** How many of its kind there were before it since the instance's launch. */
  int number();

  /** The connection, as long as the agent holds to it. */
  default Optional<Connection> connection() {
    return Optional.empty();
  }

  /** The first one after a boot, which is about to be opened. */
  static ControlChannel toBeOpened(int number, Instant at, AgentTimes times) {
    return new Closed(number, at.plus(times.of(AgentTime.CHANNEL_OPENED, number)), 0);
  }

  /** Open, as far as both sides know; pinged at {@code next}. */
  record Open(int number, Connection over, Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(Surroundings around, AgentTimes times, Consumer<AgentEvent> told) {
      Optional<Broken> cut = around.cut();
      cut.ifPresent(broken -> told.accept(AgentEvent.ended(broken, next, CHANNEL_UNANSWERED)));
      return cut.isEmpty()
          ? new Open(number, over, next.plus(times.of(AgentTime.CHANNEL_PING, number)))
          : new Unanswered(number, over, next.plus(times.of(AgentTime.CHANNEL_PONG, number)));
    }

    @Override
    public Optional<Connection> connection() {
      return Optional.of(over);
    }
  }

  /** Pinged without an answer so far; given up at {@code next}. */
  record Unanswered(int number, Connection over, Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(Surroundings around, AgentTimes times, Consumer<AgentEvent> told) {
      Optional<Broken> cut = around.cut();
      cut.ifPresent(broken -> told.accept(AgentEvent.ended(broken, next, CHANNEL_CLOSED)));
      return cut.isEmpty()
          ? new Open(number, over, next.plus(times.of(AgentTime.CHANNEL_PING, number)))
          : toBeOpened(number + 1, next, times);
    }

    @Override
    public Optional<Connection> connection() {
      return Optional.of(over);
    }
  }

  /** There is none; one is opened at {@code next}, after so many failures in a row. */
  record Closed(int number, Instant next, int failures) implements ControlChannel {
    @Override
    public ControlChannel step(Surroundings around, AgentTimes times, Consumer<AgentEvent> told) {
      return switch (around.channel(number)) {
        case CallOutcome.Answered(Connection over) -> {
          told.accept(AgentEvent.by(over.way(), next, CHANNEL_OPENED));
          yield new Open(number, over, next.plus(times.of(AgentTime.CHANNEL_PING, number)));
        }
        case CallOutcome.Unreachable(Broken broken) -> {
          told.accept(AgentEvent.ended(broken, next, CHANNEL_UNREACHABLE));
          yield later(times);
        }
        case CallOutcome.AccessDenied(String reason) -> {
          told.accept(AgentEvent.refused(reason, next, CHANNEL_REFUSED));
          yield later(times);
        }
      };
    }

    private Closed later(AgentTimes times) {
      return new Closed(number, next.plus(times.channelBackOff(number, failures)), failures + 1);
    }
  }
}
