package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.session.ChannelSession;
import io.ssmenv.simulator.session.DataChannel;
import io.ssmenv.simulator.session.DataChannels;
import io.ssmenv.simulator.session.SessionPlugin;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Connects the data channel of a session with the service and the agent. Its methods as {@link
 * DataChannels.Endpoint} take the account's lock; the others need it.
 */
final class SessionLink implements DataChannels.Endpoint, ChannelSession {
  private final Simulation simulation;
  private final SimulatedAccount account;
  private final AgentFleet fleet;
  private final Sessions sessions;
  private final String id;
  private final String target;
  private final DataChannel channel;
  private final SessionLog log;
  private final Optional<String> failure;
  private String token = "";

  SessionLink(
      Simulation simulation,
      SimulatedAccount account,
      AgentFleet fleet,
      Sessions sessions,
      String id,
      String target,
      SessionPlugin plugin,
      SessionLog log,
      Optional<String> failure) {
    this.simulation = simulation;
    this.account = account;
    this.fleet = fleet;
    this.sessions = sessions;
    this.id = id;
    this.target = target;
    this.log = log;
    this.failure = failure;
    channel = new DataChannel(plugin, ManagedNode.AGENT_VERSION, this);
  }

  /** Returns a new token, which replaces the earlier one. */
  String newToken() {
    token = simulation.ids().uuid();
    return token;
  }

  void close(String output, Instant now) {
    token = "";
    channel.close(output);
    if (failure.isEmpty()) {
      log.finish(now);
    }
  }

  @Override
  public boolean connect(String shownToken, DataChannel.Socket client) {
    return locked(now -> {
      boolean valid = !token.isEmpty() && token.equals(shownToken);
      if (valid) {
        sessions.update(id, session -> session.withDisconnected(false));
        channel.connect(client);
        failure.ifPresent(output -> sessions.end(id, output, now));
      }
      return valid;
    });
  }

  @Override
  public void receive(DataChannel.Socket client, ByteBuffer message) {
    locked(_ -> {
      boolean current = channel.isConnectedTo(client);
      if (current) {
        channel.receive(message);
      }
      return current;
    });
  }

  @Override
  public void disconnect(DataChannel.Socket client) {
    locked(_ -> {
      boolean current = channel.isConnectedTo(client);
      if (current) {
        channel.disconnect();
        sessions.update(id, session -> session.withDisconnected(true));
      }
      return current;
    });
  }

  private boolean locked(Predicate<Instant> body) {
    return account.locked(simulation.clock(), body::test);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public boolean agentIsReachable() {
    return fleet.canReceive(target, simulation.clock().instant());
  }

  @Override
  public void used() {
    sessions.update(id, session -> session.usedAt(simulation.clock().instant()));
  }

  @Override
  public void ended() {
    sessions.end(id, "", simulation.clock().instant());
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    Instant at = simulation.clock().instant().plus(simulation.clock().toSimulated(delay));
    account.timeline().schedule(at, _ -> task.run());
  }

  @Override
  public long now() {
    return simulation.clock().toReal(simulation.clock().instant()).toEpochMilli();
  }
}
