package io.ssmenv.simulator.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** What a client sends when somebody types. */
public final class TypedInput {
  private TypedInput() {}

  /** Returns the message of the data channel with this number, from 0 on. */
  public static byte[] message(long sequence, String text) {
    return new ClientMessage(
            MessageType.INPUT_STREAM_DATA,
            1,
            sequence,
            0,
            new UUID(1, sequence),
            PayloadType.OUTPUT.number(),
            text.getBytes(UTF_8))
        .encode();
  }
}
