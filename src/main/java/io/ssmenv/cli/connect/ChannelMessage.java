package io.ssmenv.cli.connect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * A binary message of a data channel, with the layout of the session-manager-plugin 1.2 [C].
 *
 * @param type such as {@code input_stream_data}
 * @param sequence its number in the stream of its direction
 * @param flags 1 for the first message of a stream, 3 outside of the streams
 * @param payloadType 1 for what is typed and printed, 0 outside of the streams
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares messages.
record ChannelMessage(
    String type,
    long created,
    long sequence,
    long flags,
    UUID id,
    int payloadType,
    byte[] payload) {

  static final String INPUT = "input_stream_data";
  static final String OUTPUT = "output_stream_data";
  static final String ACKNOWLEDGE = "acknowledge";
  static final String CHANNEL_CLOSED = "channel_closed";

  static final int TEXT = 1;
  static final long FIRST = 1;
  static final long OUTSIDE = 3;

  private static final int HEADER_LENGTH = 116;
  private static final int TYPE_LENGTH = 32;
  private static final int DIGEST_LENGTH = 32;

  byte[] encode() {
    byte[] name = Arrays.copyOf(type.getBytes(StandardCharsets.US_ASCII), TYPE_LENGTH);
    Arrays.fill(name, type.length(), TYPE_LENGTH, (byte) ' ');
    return ByteBuffer.allocate(HEADER_LENGTH + Integer.BYTES + payload.length)
        .putInt(HEADER_LENGTH)
        .put(name)
        .putInt(1) // The version of the layout.
        .putLong(created)
        .putLong(sequence)
        .putLong(flags)
        .putLong(id.getLeastSignificantBits())
        .putLong(id.getMostSignificantBits())
        .put(digest())
        .putInt(payloadType)
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  static ChannelMessage decode(ByteBuffer bytes) {
    bytes.getInt(); // The length of the header.
    byte[] name = new byte[TYPE_LENGTH];
    bytes.get(name).getInt();
    long created = bytes.getLong();
    long sequence = bytes.getLong();
    long flags = bytes.getLong();
    long leastBits = bytes.getLong();
    UUID id = new UUID(bytes.getLong(), leastBits);
    bytes.position(bytes.position() + DIGEST_LENGTH);
    int payloadType = bytes.getInt();
    byte[] payload = new byte[bytes.getInt()];
    bytes.get(payload);
    String type = new String(name, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
    return new ChannelMessage(type, created, sequence, flags, id, payloadType, payload);
  }

  String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(payload);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
