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
 * The connection that an agent keeps open to {@code ssmmessages}, over which it receives sessions
 * and commands. Like any TCP connection, it needs no name resolution and no permission once it is
 * open, and lost packets are sent again. It only closes if its packets are dropped for longer than
 * a ping interval and the wait for the answer. Not modelled: the remote side resets a connection
 * whose source address has changed, which the agent would notice sooner.
 */
sealed interface ControlChannel {

  /** Returns when the agent acts on it next. */
  Instant next();

  /** Returns the channel after that action. */
  ControlChannel step(Connectivity connectivity, AgentDelays delays, Consumer<AgentEvent> events);

  /** Returns the number of earlier channels since the launch of the instance. */
  int number();

  /** Returns the connection while the agent keeps it. */
  default Optional<Connection> connection() {
    return Optional.empty();
  }

  /** Creates the first channel after a boot, which the agent is about to open. */
  static ControlChannel opening(int number, Instant at, AgentDelays delays) {
    return new Closed(number, at.plus(delays.of(AgentDelay.CHANNEL_OPENED, number)), 0);
  }

  /** An open channel, as far as both sides know. The agent sends a ping at {@code next}. */
  record Open(int number, Connection established, Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(
        Connectivity connectivity, AgentDelays delays, Consumer<AgentEvent> events) {
      Optional<Broken> cut = connectivity.cut();
      cut.ifPresent(
          broken -> events.accept(AgentEvent.unreachable(broken, next, CHANNEL_UNANSWERED)));
      return cut.isEmpty()
          ? new Open(number, established, next.plus(delays.of(AgentDelay.CHANNEL_PING, number)))
          : new Unanswered(
              number, established, next.plus(delays.of(AgentDelay.CHANNEL_PONG, number)));
    }

    @Override
    public Optional<Connection> connection() {
      return Optional.of(established);
    }
  }

  /** A channel whose ping has had no answer so far. The agent closes it at {@code next}. */
  record Unanswered(int number, Connection established, Instant next) implements ControlChannel {
    @Override
    public ControlChannel step(
        Connectivity connectivity, AgentDelays delays, Consumer<AgentEvent> events) {
      Optional<Broken> cut = connectivity.cut();
      cut.ifPresent(broken -> events.accept(AgentEvent.unreachable(broken, next, CHANNEL_CLOSED)));
      return cut.isEmpty()
          ? new Open(number, established, next.plus(delays.of(AgentDelay.CHANNEL_PING, number)))
          : opening(number + 1, next, delays);
    }

    @Override
    public Optional<Connection> connection() {
      return Optional.of(established);
    }
  }

  /** No channel. The agent opens one at {@code next}, after this number of consecutive failures. */
  record Closed(int number, Instant next, int failures) implements ControlChannel {
    @Override
    public ControlChannel step(
        Connectivity connectivity, AgentDelays delays, Consumer<AgentEvent> events) {
      return switch (connectivity.openChannel(number)) {
        case CallOutcome.Answered(Connection connection) -> {
          events.accept(AgentEvent.reached(connection.path(), next, CHANNEL_OPENED));
          yield new Open(number, connection, next.plus(delays.of(AgentDelay.CHANNEL_PING, number)));
        }
        case CallOutcome.Unreachable(Broken broken) -> {
          events.accept(AgentEvent.unreachable(broken, next, CHANNEL_UNREACHABLE));
          yield backOff(delays);
        }
        case CallOutcome.AccessDenied(String reason) -> {
          events.accept(AgentEvent.refused(reason, next, CHANNEL_REFUSED));
          yield backOff(delays);
        }
      };
    }

    private Closed backOff(AgentDelays delays) {
      return new Closed(number, next.plus(delays.channelBackOff(number, failures)), failures + 1);
    }
  }
}
