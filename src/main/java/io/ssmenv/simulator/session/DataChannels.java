package io.ssmenv.simulator.session;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The web sockets of all sessions. The server is started for the first session, on a port of its
 * own, because the JDK's HTTP server has no web sockets; AWS too has another host for them.
 */
public final class DataChannels implements AutoCloseable {
  /** The session behind a URL. Its methods are called without the account's lock. */
  public interface Endpoint {
    /** Connects a client; returns false if the token is not valid or the session has ended. */
    boolean connect(String token, DataChannel.Socket client);

    void receive(DataChannel.Socket client, ByteBuffer message);

    void disconnect(DataChannel.Socket client);
  }

  /** Decides who may open a data channel. */
  @FunctionalInterface
  public interface Gate {
    /**
     * Returns whether a handshake may go on.
     *
     * @param header returns a header of the handshake
     */
    boolean admits(String sessionId, Function<String, Optional<String>> header);
  }

  private final boolean served;
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
  private volatile Gate gate = (_, _) -> true;
  private Optional<DataChannelServer> server = Optional.empty();

  /** Creates the channels, with or without a server. */
  public DataChannels(boolean served) {
    this.served = served;
  }

  /** Sets who may open a data channel. */
  public void guardBy(Gate newGate) {
    gate = newGate;
  }

  boolean admits(String sessionId, Function<String, Optional<String>> header) {
    return gate.admits(sessionId, header);
  }

  /** Registers a session. */
  public void add(String sessionId, Endpoint endpoint) {
    endpoints.put(sessionId, endpoint);
  }

  /** Removes a session that has ended. */
  public void remove(String sessionId) {
    endpoints.remove(sessionId);
  }

  Optional<Endpoint> find(String sessionId) {
    return Optional.ofNullable(endpoints.get(sessionId));
  }

  /**
   * Returns the stream URL of a session. Without a server it has a host name that cannot exist, so
   * that no client connects to AWS.
   */
  public synchronized String url(String region, String sessionId) {
    if (served && server.isEmpty()) {
      server = Optional.of(DataChannelServer.started(this));
    }
    String host =
        server
            .map(running -> "ws://127.0.0.1:" + running.getPort())
            .orElseGet(() -> "wss://ssmmessages.%s.simulated.invalid".formatted(region));
    return "%s/v1/data-channel/%s?role=publish_subscribe".formatted(host, sessionId);
  }

  @Override
  public synchronized void close() {
    server.ifPresent(DataChannelServer::shutDown);
    server = Optional.empty();
  }
}
