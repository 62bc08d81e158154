package io.ssmenv.cli.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.aws.session.StartedSession;
import io.ssmenv.cloud.SessionTiming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A shell over a data channel without the session-manager-plugin, for the demo on a machine that
 * has none. It speaks as much of the protocol as the simulated AWS needs: no encryption, no
 * handshake, and nothing is sent again.
 */
final class DataChannelShell implements ShellStream, WebSocket.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLIENT_VERSION = "1.2.0.0";

  private final HttpClient client;
  private final InstantSource clock;
  private final ReceivedText received = new ReceivedText();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private final WebSocket socket;
  private final Object lock = new Object();
  private CompletableFuture<WebSocket> sent;
  private long nextInput;
  private long nextOutput;

  /**
   * Opens the data channel.
   *
   * @throws IOException if it does not open
   */
  DataChannelShell(StartedSession session, InstantSource clock) throws IOException {
    this.clock = clock;
    client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    try {
      socket =
          client
              .newWebSocketBuilder()
              .connectTimeout(SessionTiming.DATA_CHANNEL_OPENS)
              .buildAsync(URI.create(session.streamUrl()), this)
              .join();
    } catch (CompletionException e) {
      client.close();
      throw new IOException("The data channel did not open: " + e.getCause(), e);
    }
    sent = CompletableFuture.completedFuture(socket);
    String opening =
        json(
            Map.of(
                "MessageSchemaVersion", "1.0",
                "RequestId", UUID.randomUUID().toString(),
                "TokenValue", session.token(),
                "ClientId", UUID.randomUUID().toString(),
                "ClientVersion", CLIENT_VERSION));
    send(open -> open.sendText(opening, true));
  }

  @Override
  public void type(String text) {
    synchronized (lock) {
      byte[] typed = text.getBytes(StandardCharsets.UTF_8);
      long flags = nextInput == 0 ? ChannelMessage.FIRST : 0;
      send(ChannelMessage.INPUT, nextInput, flags, ChannelMessage.TEXT, typed);
      nextInput++;
    }
  }

  private void send(String type, long sequence, long flags, int payloadType, byte[] payload) {
    byte[] message =
        new ChannelMessage(
                type, clock.millis(), sequence, flags, UUID.randomUUID(), payloadType, payload)
            .encode();
    send(open -> open.sendBinary(ByteBuffer.wrap(message), true));
  }

  /** A web socket accepts a message when the one before is sent. */
  private void send(Function<WebSocket, CompletableFuture<WebSocket>> message) {
    synchronized (lock) {
      sent = sent.thenCompose(message);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    parts.writeBytes(part);
    if (last) {
      ChannelMessage message = ChannelMessage.decode(ByteBuffer.wrap(parts.toByteArray()));
      parts.reset();
      receive(message);
    }
    from.request(1);
    return null;
  }

  private void receive(ChannelMessage message) {
    switch (message.type()) {
      case ChannelMessage.OUTPUT -> {
        if (message.sequence() <= nextOutput) {
          acknowledge(message); // Also one that came before: the receipt may be late.
        }
        if (message.sequence() == nextOutput) {
          nextOutput++;
          received.append(message.payloadType() == ChannelMessage.TEXT ? message.text() : "");
        }
      }
      case ChannelMessage.CHANNEL_CLOSED -> received.end();
      default -> {
        // Receipts, and whether the agent is connected.
      }
    }
  }

  private void acknowledge(ChannelMessage message) {
    String receipt =
        json(
            Map.of(
                "AcknowledgedMessageType", message.type(),
                "AcknowledgedMessageId", message.id().toString(),
                "AcknowledgedMessageSequenceNumber", message.sequence(),
                "IsSequentialMessage", true));
    send(
        ChannelMessage.ACKNOWLEDGE,
        0,
        ChannelMessage.OUTSIDE,
        0,
        receipt.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Map<String, ?> object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot serialize texts and numbers", e);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    received.end();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    received.append(failure + "\n");
    received.end();
  }

  @Override
  public ReceivedText received() {
    return received;
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
