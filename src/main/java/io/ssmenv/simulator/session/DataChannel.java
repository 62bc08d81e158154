package io.ssmenv.simulator.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmenv.simulator.session.ClientMessage.MalformedMessageException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data channel of one session: the service and the agent in one. Guarded by the account's lock.
 *
 * <p>It outlives its web sockets: unacknowledged messages are sent again in a resumed session.
 */
public final class DataChannel implements AgentProgram.Client {
  private static final Logger LOG = LoggerFactory.getLogger(DataChannel.class);

  /** When agents send a message again that has not been acknowledged [C]. */
  private static final Duration RESEND_AFTER = Duration.ofMillis(200);

  /** How long an agent waits for the last acknowledgements before it closes a session [C]. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final int MAX_PAYLOAD = 1024;

  /** The client's web socket. */
  public interface Socket {
    /** Sends a binary message; does nothing if it is closed. */
    void send(byte[] message);

    void close();
  }

  private final SessionPlugin plugin;
  private final String agentVersion;
  private final ChannelSession session;
  private final Streams streams;
  private Optional<Socket> socket = Optional.empty();
  private Optional<AgentProgram> program = Optional.empty();
  private boolean started;
  private boolean published;
  private boolean resendScheduled;
  private boolean ending;
  private boolean closed;

  /** Creates the channel of a new session. */
  public DataChannel(SessionPlugin plugin, String agentVersion, ChannelSession session) {
    this.plugin = plugin;
    this.agentVersion = agentVersion;
    this.session = session;
    streams = new Streams(session::now);
  }

  /** Connects a client, which has shown its token. It replaces an earlier one. */
  public void connect(Socket client) {
    socket.ifPresent(Socket::close);
    socket = Optional.of(client);
    published = false;
    publish();
    if (!started) {
      started = true;
      plugin
          .handshakeRequest(agentVersion)
          .ifPresentOrElse(
              request -> send(PayloadType.HANDSHAKE_REQUEST, request), () -> start(""));
    }
    resend();
    scheduleResend();
  }

  /** Tells the client once whether the agent is connected. */
  private boolean publish() {
    boolean reachable = session.agentIsReachable();
    if (reachable != published) {
      published = reachable;
      transmit(
          streams.unsequenced(
              reachable ? MessageType.START_PUBLICATION : MessageType.PAUSE_PUBLICATION,
              new byte[0]));
    }
    return reachable;
  }

  private void start(String clientVersion) {
    AgentProgram chosen = plugin.program(clientVersion, this);
    program = Optional.of(chosen);
    chosen.start();
  }

  public boolean isConnectedTo(Socket client) {
    return socket.filter(client::equals).isPresent();
  }

  /** Disconnects the client; the session goes on. */
  public void disconnect() {
    socket = Optional.empty();
  }

  /**
   * Handles a message of the client. While the agent cannot be reached, nothing is acknowledged, so
   * the client sends it again.
   */
  public void receive(ByteBuffer bytes) {
    if (closed || !publish()) {
      return;
    }
    try {
      ClientMessage message = ClientMessage.decode(bytes);
      switch (message.type()) {
        case ACKNOWLEDGE -> {
          streams.acknowledged(Json.object(message.text()));
          if (ending && !streams.hasUnacknowledged()) {
            finish();
          }
        }
        case INPUT_STREAM_DATA -> {
          transmit(streams.acknowledge(message));
          for (ClientMessage next : streams.inOrder(message)) {
            handle(next);
          }
        }
        default ->
            throw new MalformedMessageException("%s from a client".formatted(message.type()));
      }
    } catch (MalformedMessageException e) {
      LOG.warn("Session {}: ignored a message: {}", session.id(), e.getMessage());
    }
  }

  private void handle(ClientMessage message) throws MalformedMessageException {
    PayloadType type =
        PayloadType.of(message.payloadType())
            .orElseThrow(
                () -> new MalformedMessageException("payload type " + message.payloadType()));
    if (type == PayloadType.HANDSHAKE_RESPONSE) {
      completeHandshake(Json.object(message.text()));
    } else if (program.isPresent() && !ending) {
      if (type == PayloadType.OUTPUT) {
        session.used();
      }
      program.get().receive(type, message.payload());
    }
  }

  private void completeHandshake(JsonNode response) {
    if (program.isPresent()) {
      return;
    }
    boolean failed =
        response
            .path("ProcessedClientActions")
            .valueStream()
            .anyMatch(action -> action.path("ActionStatus").asInt() != 1);
    if (failed) {
      close("The client refused the session: " + response.path("Errors"));
      session.ended();
      return;
    }
    send(
        PayloadType.HANDSHAKE_COMPLETE,
        Json.bytes(Map.of("HandshakeTimeToComplete", 1_000_000, "CustomerMessage", "")));
    start(response.path("ClientVersion").asText());
  }

  @Override
  public void send(PayloadType type, byte[] payload) {
    if (closed) {
      return;
    }
    if (type == PayloadType.OUTPUT) {
      session.used();
    }
    for (int from = 0; from < payload.length; from += MAX_PAYLOAD) {
      int to = Math.min(payload.length, from + MAX_PAYLOAD);
      transmit(streams.output(type, Arrays.copyOfRange(payload, from, to)));
    }
    scheduleResend();
  }

  private void scheduleResend() {
    if (!resendScheduled && streams.hasUnacknowledged()) {
      resendScheduled = true;
      session.schedule(RESEND_AFTER, this::resendLater);
    }
  }

  private void resendLater() {
    resendScheduled = false;
    if (!closed && socket.isPresent()) {
      resend();
      scheduleResend();
    }
  }

  /** As agents do, it repeats the oldest message only: the client may have the others. */
  private void resend() {
    if (publish()) {
      streams.oldestUnacknowledged().ifPresent(this::transmit);
    }
  }

  private void transmit(byte[] message) {
    socket.ifPresent(client -> client.send(message));
  }

  @Override
  public void end() {
    ending = true;
    if (streams.hasUnacknowledged()) {
      session.schedule(LAST_WORDS, this::finish);
    } else {
      finish();
    }
  }

  private void finish() {
    close("");
    session.ended();
  }

  /**
   * Closes the channel, because the session ends.
   *
   * @param output what the client shows; if empty, it says that the session exits
   */
  public void close(String output) {
    if (closed) {
      return;
    }
    closed = true;
    program.ifPresent(AgentProgram::stop);
    transmit(
        streams.unsequenced(
            MessageType.CHANNEL_CLOSED,
            Json.bytes(
                Map.of(
                    "MessageId", streams.newId().toString(),
                    "CreatedDate", Long.toString(session.now()),
                    "DestinationId", session.target(),
                    "SessionId", session.id(),
                    "MessageType", MessageType.CHANNEL_CLOSED.wireName(),
                    "SchemaVersion", 1,
                    "Output", output))));
    socket.ifPresent(Socket::close);
    socket = Optional.empty();
  }
}
