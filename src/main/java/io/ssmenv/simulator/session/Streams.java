package io.ssmenv.simulator.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The two streams of a data channel: sequence numbers, acknowledgements and order. */
final class Streams {
  private final LongSupplier clock;
  private final SequencedMap<Long, byte[]> unacknowledged = new LinkedHashMap<>();
  private final Map<Long, ClientMessage> early = new HashMap<>();
  private long nextOutput;
  private long nextInput;

  /** Creates the streams; the clock returns milliseconds since 1970. */
  Streams(LongSupplier clock) {
    this.clock = clock;
  }

  /** Returns a new message of the agent's stream, which the client has to acknowledge. */
  byte[] output(PayloadType type, byte[] payload) {
    byte[] message =
        new ClientMessage(
                MessageType.OUTPUT_STREAM_DATA,
                clock.getAsLong(),
                nextOutput,
                nextOutput == 0 ? 1 : 0,
                newId(),
                type.number(),
                payload)
            .encode();
    unacknowledged.put(nextOutput, message);
    nextOutput++;
    return message;
  }

  /** Returns a new message outside of the streams. */
  byte[] unsequenced(MessageType type, byte[] payload) {
    return new ClientMessage(
            type, clock.getAsLong(), 0, ClientMessage.UNSEQUENCED, newId(), 0, payload)
        .encode();
  }

  /** Returns the acknowledgement of a message of the client. */
  byte[] acknowledge(ClientMessage message) {
    return unsequenced(
        MessageType.ACKNOWLEDGE,
        Json.bytes(
            Map.of(
                "AcknowledgedMessageType", message.type().wireName(),
                "AcknowledgedMessageId", message.id().toString(),
                "AcknowledgedMessageSequenceNumber", message.sequence(),
                "IsSequentialMessage", true)));
  }

  void acknowledged(JsonNode content) {
    unacknowledged.remove(content.path("AcknowledgedMessageSequenceNumber").asLong(-1));
  }

  boolean hasUnacknowledged() {
    return !unacknowledged.isEmpty();
  }

  Optional<byte[]> oldestUnacknowledged() {
    return unacknowledged.values().stream().findFirst();
  }

  /**
   * Returns the messages of the client that are next in order, now that this one has arrived. An
   * early one waits, and a repeated one is left out.
   */
  List<ClientMessage> inOrder(ClientMessage arrived) {
    if (arrived.sequence() >= nextInput) {
      early.put(arrived.sequence(), arrived);
    }
    List<ClientMessage> next = new ArrayList<>();
    for (ClientMessage one = early.remove(nextInput); one != null; one = early.remove(nextInput)) {
      next.add(one);
      nextInput++;
    }
    return next;
  }

  UUID newId() {
    return UUID.randomUUID();
  }
}
