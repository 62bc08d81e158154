package io.ssmenv.simulator.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A single connection at a time, whose bytes are the payloads: the SSH session, and clients that
 * cannot multiplex. The agent connects when the session starts, and again after the client's
 * connection has ended.
 */
final class PortProgram implements AgentProgram {
  private final Supplier<Optional<PortService>> service;
  private final Client client;
  private Optional<PortService.Conversation> conversation = Optional.empty();

  PortProgram(Supplier<Optional<PortService>> service, Client client) {
    this.service = service;
    this.client = client;
  }

  @Override
  public void start() {
    connect();
    if (conversation.isEmpty()) {
      client.end();
    }
  }

  private void connect() {
    conversation =
        service
            .get()
            .map(server ->
                server.accept(
                    new PortService.Connection() {
                      @Override
                      public void send(byte[] data) {
                        client.send(PayloadType.OUTPUT, data);
                      }

                      @Override
                      public void close() {
                        conversation = Optional.empty();
                      }
                    }));
  }

  @Override
  public void receive(PayloadType type, byte[] payload) {
    switch (type) {
      case OUTPUT -> {
        if (conversation.isEmpty()) {
          connect();
        }
        conversation.ifPresent(server -> server.receive(payload));
      }
      case FLAG -> {
        int flag = ByteBuffer.wrap(payload).getInt();
        if (flag == PayloadType.Flag.TERMINATE_SESSION.number()) {
          client.end();
        } else if (flag == PayloadType.Flag.DISCONNECT_TO_PORT.number()) {
          conversation = Optional.empty();
        }
      }
      default -> {}
    }
  }

  @Override
  public void stop() {
    conversation = Optional.empty();
  }
}
