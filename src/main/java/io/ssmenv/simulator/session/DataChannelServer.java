package io.ssmenv.simulator.session;

import io.ssmenv.simulator.session.ClientMessage.MalformedMessageException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web sockets on the loopback interface. A client first sends a text with the session's token,
 * and then binary messages.
 */
final class DataChannelServer extends WebSocketServer {
  private static final Logger LOG = LoggerFactory.getLogger(DataChannelServer.class);
  private static final Pattern RESOURCE =
      Pattern.compile("/v1/data-channel/([^/?]+)\\?role=publish_subscribe");

  private final DataChannels channels;
  private final CountDownLatch listening = new CountDownLatch(1);

  /** A connection, and its session once it has shown the token. */
  private record Client(WebSocket socket, DataChannels.Endpoint endpoint)
      implements DataChannel.Socket {
    @Override
    public void send(byte[] message) {
      try {
        socket.send(message);
      } catch (WebsocketNotConnectedException _) {
        LOG.debug("The client has closed the connection");
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private DataChannelServer(DataChannels channels) {
    super(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1);
    this.channels = channels;
    setDaemon(true);
    setTcpNoDelay(true);
  }

  /** Starts the server on a free port. */
  static DataChannelServer started(DataChannels channels) {
    DataChannelServer server = new DataChannelServer(channels);
    server.start();
    try {
      server.listening.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return server;
  }

  void shutDown() {
    try {
      stop(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onStart() {
    listening.countDown();
  }

  /** Refuses the handshake if the session does not exist or the caller may not open it. */
  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
    Matcher resource = RESOURCE.matcher(request.getResourceDescriptor());
    if (!resource.matches()
        || channels.find(resource.group(1)).isEmpty()
        || !channels.admits(
            resource.group(1),
            name -> Optional.of(request.getFieldValue(name)).filter(value -> !value.isEmpty()))) {
      throw new InvalidDataException(CloseFrame.REFUSE, "The session does not exist or is denied");
    }
    return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    LOG.debug("Opened {}", handshake.getResourceDescriptor());
  }

  private Optional<DataChannels.Endpoint> endpoint(WebSocket socket) {
    Matcher resource = RESOURCE.matcher(socket.getResourceDescriptor());
    return resource.matches() ? channels.find(resource.group(1)) : Optional.empty();
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    Optional<DataChannels.Endpoint> endpoint = endpoint(socket);
    if (endpoint.isEmpty() || client(socket).isPresent()) {
      socket.close(CloseFrame.POLICY_VALIDATION, "Unexpected text");
      return;
    }
    Client client = new Client(socket, endpoint.get());
    socket.setAttachment(client);
    if (!endpoint.get().connect(token(text), client)) {
      socket.setAttachment(null);
      socket.close(CloseFrame.POLICY_VALIDATION, "The token is not valid");
    }
  }

  private static String token(String text) {
    try {
      return Json.object(text).path("TokenValue").asText();
    } catch (MalformedMessageException e) {
      LOG.warn("A client opened a data channel with {}", e.getMessage());
      return "";
    }
  }

  private static Optional<Client> client(WebSocket socket) {
    return Optional.ofNullable(socket.<Client>getAttachment());
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    client(socket).ifPresent(client -> client.endpoint().receive(client, message));
  }

  /**
   * The library holds the lock of the connection here. Whoever holds the account's lock may wait
   * for that one to close the connection, so this thread must not wait for the account's lock.
   */
  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    client(socket)
        .ifPresent(client -> Thread.startVirtualThread(() -> client.endpoint().disconnect(client)));
  }

  @Override
  public void onError(@Nullable WebSocket socket, Exception failure) {
    listening.countDown();
    LOG.warn("A data channel failed", failure);
  }
}
