package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.session.TypedInput;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** A client of a data channel that shows its token, types, and collects what it receives. */
final class SessionClient implements WebSocket.Listener, AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder received = new StringBuilder();
  private final WebSocket socket;

  SessionClient(StartSessionResponse session) {
    socket = http.newWebSocketBuilder().buildAsync(URI.create(session.streamUrl()), this).join();
    socket
        .sendText(
            """
            {"MessageSchemaVersion": "1.0", "RequestId": "%s", "TokenValue": "%s",
             "ClientId": "%s", "ClientVersion": "1.2.700.0"}\
            """
                .formatted(UUID.randomUUID(), session.tokenValue(), UUID.randomUUID()),
            true)
        .join();
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    messages.add(StandardCharsets.UTF_8.decode(data).toString());
    webSocket.request(1);
    return CompletableFuture.completedStage(null);
  }

  void type(long sequence, String text) {
    socket.sendBinary(ByteBuffer.wrap(TypedInput.message(sequence, text)), true).join();
  }

  /** Returns everything that it has received, up to and including a text. */
  String until(String text) {
    try {
      while (received.indexOf(text) < 0) {
        String message = messages.poll(20, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("received only " + received);
        }
        received.append(message);
      }
      return received.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }
}
