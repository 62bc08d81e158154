package io.ssmenv.simulator.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * A server on a simulated instance. Nothing listens outside of the simulator: a session connects to
 * it in memory.
 */
@FunctionalInterface
public interface PortService {
  /** The client's side of a connection. */
  interface Connection {
    void send(byte[] data);

    void close();
  }

  /** The server's side of a connection. */
  @FunctionalInterface
  interface Conversation {
    void receive(byte[] data);
  }

  /** Accepts a connection. */
  Conversation accept(Connection client);

  /**
   * Returns the server behind a port of an instance: echo (7), the banner of SSH (22), and HTTP
   * (80), which answers with the id of the instance. All other ports refuse connections.
   */
  static Optional<PortService> of(String instanceId, int port) {
    return switch (port) {
      case 7 -> Optional.of(client -> client::send);
      case 22 ->
          Optional.of(client -> {
            client.send("SSH-2.0-simulated\r\n".getBytes(UTF_8));
            return _ -> client.close();
          });
      case 80 -> Optional.of(client -> http(instanceId, client));
      default -> Optional.empty();
    };
  }

  private static Conversation http(String instanceId, Connection client) {
    StringBuilder request = new StringBuilder();
    return data -> {
      request.append(new String(data, ISO_8859_1));
      if (request.indexOf("\r\n\r\n") >= 0) {
        String page = instanceId + "\n";
        client.send(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(page.length(), page)
                .getBytes(UTF_8));
        client.close();
      }
    };
  }
}
