package io.ssmenv.simulator.session;

import java.util.Arrays;
import java.util.Optional;

/** The types of messages between the service and a client. */
enum MessageType {
  /** From the client, in its stream. */
  INPUT_STREAM_DATA("input_stream_data"),
  /** From the agent, in its stream. */
  OUTPUT_STREAM_DATA("output_stream_data"),
  /** The receipt of a message of the other stream. */
  ACKNOWLEDGE("acknowledge"),
  /** The end of the session, from the service. */
  CHANNEL_CLOSED("channel_closed"),
  /** The other side is connected. */
  START_PUBLICATION("start_publication"),
  /** The other side is not connected. */
  PAUSE_PUBLICATION("pause_publication");

  private final String wireName;

  MessageType(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  static Optional<MessageType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
