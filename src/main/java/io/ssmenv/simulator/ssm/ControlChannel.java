package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_CLOSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_OPENED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_REFUSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_UNANSWERED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_UNREACHABLE;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.ssm.Agent.Connectivity;
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
  ControlChannel step(Connectivity connectivity, AgentDelays times, Consumer<AgentEvent> events);

  /** How many of its kind there were before it since the instance's launch. */
  int number();

  /** The connection, as long as the agent holds to it. */
  default Optional<Connection> connection() {
    return Optional.empty();
  }

  /** The first one after a boot, which is about to be opened. */
  static ControlChannel opening(int number, Instant at, AgentDelays times) {
    return new Closed(number, at.plus(times.of(AgentDelay.CHANNEL_OPENED, number)), 0);
  }

  /** Open, as far as both sides know; pinged at {@code next}. */
  record Open(int number, Connection established, Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(
        Connectivity connectivity, AgentDelays times, Consumer<AgentEvent> events) {
      Optional<Broken> cut = connectivity.cut();
      cut.ifPresent(
          broken -> events.accept(AgentEvent.unreachable(broken, next, CHANNEL_UNANSWERED)));
      return cut.isEmpty()
          ? new Open(number, established, next.plus(times.of(AgentDelay.CHANNEL_PING, number)))
          : new Unanswered(
              number, established, next.plus(times.of(AgentDelay.CHANNEL_PONG, number)));
    }

    @Override
    public Optional<Connection> connection() {
      return Optional.of(established);
    }
  }

  /** Pinged without an answer so far; given up at {@code next}. */
  record Unanswered(int number, Connection established, Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(
        Connectivity connectivity, AgentDelays times, Consumer<AgentEvent> events) {
      Optional<Broken> cut = connectivity.cut();
      cut.ifPresent(broken -> events.accept(AgentEvent.unreachable(broken, next, CHANNEL_CLOSED)));
      return cut.isEmpty()
          ? new Open(number, established, next.plus(times.of(AgentDelay.CHANNEL_PING, number)))
          : opening(number + 1, next, times);
    }

    @Override
    public Optional<Connection> connection() {
      return Optional.of(established);
    }
  }

  /** There is none; one is opened at {@code next}, after so many failures in a row. */
  record Closed(int number, Instant next, int failures) implements ControlChannel {
    @Override
    public ControlChannel step(
        Connectivity connectivity, AgentDelays times, Consumer<AgentEvent> events) {
      return switch (connectivity.openChannel(number)) {
        case CallOutcome.Answered(Connection connection) -> {
          events.accept(AgentEvent.reached(connection.path(), next, CHANNEL_OPENED));
          yield new Open(number, connection, next.plus(times.of(AgentDelay.CHANNEL_PING, number)));
        }
        case CallOutcome.Unreachable(Broken broken) -> {
          events.accept(AgentEvent.unreachable(broken, next, CHANNEL_UNREACHABLE));
          yield backOff(times);
        }
        case CallOutcome.AccessDenied(String reason) -> {
          events.accept(AgentEvent.refused(reason, next, CHANNEL_REFUSED));
          yield backOff(times);
        }
      };
    }

    private Closed backOff(AgentDelays times) {
      return new Closed(number, next.plus(times.channelBackOff(number, failures)), failures + 1);
    }
  }
}
