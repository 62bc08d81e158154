package io.ssmenv.simulator.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Several connections at the same time, as frames of smux (version 1) in the payloads [C]: a header
 * of 8 bytes (version, command, little-endian length and stream), and the data. Payloads end
 * anywhere in a frame.
 */
final class MultiplexedPortProgram implements AgentProgram {
  private static final int HEADER_LENGTH = 8;
  private static final byte VERSION = 1;
  private static final byte SYN = 0;
  private static final byte FIN = 1;
  private static final byte PSH = 2;
  private static final byte NOP = 3;

  /** The most data in a frame: its length has two bytes. */
  private static final int MAX_DATA = 32_768;

  private final Supplier<Optional<PortService>> service;
  private final Client client;
  private final Map<Integer, PortService.Conversation> streams = new HashMap<>();
  private byte[] received = {};

  MultiplexedPortProgram(Supplier<Optional<PortService>> service, Client client) {
    this.service = service;
    this.client = client;
  }

  @Override
  public void start() {
    // It connects when the client opens a stream.
  }

  @Override
  public void receive(PayloadType type, byte[] payload) {
    switch (type) {
      case OUTPUT -> {
        byte[] all = Arrays.copyOf(received, received.length + payload.length);
        System.arraycopy(payload, 0, all, received.length, payload.length);
        received = frames(all);
      }
      case FLAG -> {
        if (ByteBuffer.wrap(payload).getInt() == PayloadType.Flag.TERMINATE_SESSION.number()) {
          client.end();
        }
      }
      default -> {}
    }
  }

  /** Handles the complete frames; returns the rest. */
  private byte[] frames(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.remaining() >= HEADER_LENGTH) {
      buffer.mark();
      byte version = buffer.get();
      byte command = buffer.get();
      int length = Short.toUnsignedInt(buffer.getShort());
      int stream = buffer.getInt();
      if (version != VERSION || command < SYN || command > NOP) {
        client.end();
        return new byte[0];
      }
      if (buffer.remaining() < length) {
        buffer.reset();
        break;
      }
      byte[] data = new byte[length];
      buffer.get(data);
      frame(command, stream, data);
    }
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }

  private void frame(byte command, int stream, byte[] data) {
    switch (command) {
      case SYN -> open(stream);
      case PSH ->
          Optional.ofNullable(streams.get(stream)).ifPresent(server -> server.receive(data));
      case FIN -> {
        if (streams.remove(stream) != null) {
          send(FIN, stream, new byte[0]);
        }
      }
      default -> {} // Keeps the connection open.
    }
  }

  private void open(int stream) {
    Optional<PortService> server = service.get();
    if (server.isEmpty()) {
      byte[] flag =
          ByteBuffer.allocate(Integer.BYTES)
              .putInt(PayloadType.Flag.CONNECT_TO_PORT_ERROR.number())
              .array();
      client.send(PayloadType.FLAG, flag);
      send(FIN, stream, new byte[0]);
      return;
    }
    streams.put(
        stream,
        server
            .get()
            .accept(
                new PortService.Connection() {
                  @Override
                  public void send(byte[] data) {
                    for (int from = 0; from < data.length; from += MAX_DATA) {
                      int to = Math.min(data.length, from + MAX_DATA);
                      MultiplexedPortProgram.this.send(
                          PSH, stream, Arrays.copyOfRange(data, from, to));
                    }
                  }

                  @Override
                  public void close() {
                    streams.remove(stream);
                    MultiplexedPortProgram.this.send(FIN, stream, new byte[0]);
                  }
                }));
  }

  private void send(byte command, int stream, byte[] data) {
    byte[] frame =
        ByteBuffer.allocate(HEADER_LENGTH + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(VERSION)
            .put(command)
            .putShort((short) data.length)
            .putInt(stream)
            .put(data)
            .array();
    client.send(PayloadType.OUTPUT, frame);
  }

  @Override
  public void stop() {
    streams.clear();
  }
}
