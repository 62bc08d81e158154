package io.ssmenv.simulator.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * A binary message of the data channel. Its numbers are big-endian, and its digest is the SHA-256
 * of the payload [C].
 *
 * @param created milliseconds since 1970
 * @param sequence its number in the stream of its direction; 0 outside of the streams
 * @param flags bit 0 for the first message of a stream, bits 0 and 1 outside of the streams
 * @param payloadType a {@link PayloadType} in the streams, else 0
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares messages.
record ClientMessage(
    MessageType type,
    long created,
    long sequence,
    long flags,
    UUID id,
    int payloadType,
    byte[] payload) {

  /** The flags of messages outside of the streams: both the first one and the last one. */
  static final long UNSEQUENCED = 3;

  private static final int HEADER_LENGTH = 116;
  private static final int TYPE_LENGTH = 32;
  private static final int DIGEST_LENGTH = 32;
  private static final int SCHEMA_VERSION = 1;

  /** A message that a strict peer cannot accept. */
  static final class MalformedMessageException extends Exception {
    MalformedMessageException(String message) {
      super(message, null, false, false);
    }
  }

  /** Returns its bytes. */
  byte[] encode() {
    byte[] name = Arrays.copyOf(type.wireName().getBytes(UTF_8), TYPE_LENGTH);
    Arrays.fill(name, type.wireName().length(), TYPE_LENGTH, (byte) ' ');
    return ByteBuffer.allocate(HEADER_LENGTH + Integer.BYTES + payload.length)
        .putInt(HEADER_LENGTH)
        .put(name)
        .putInt(SCHEMA_VERSION)
        .putLong(created)
        .putLong(sequence)
        .putLong(flags)
        .putLong(id.getLeastSignificantBits())
        .putLong(id.getMostSignificantBits())
        .put(digest(payload))
        .putInt(payloadType)
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  /**
   * Reads a message.
   *
   * @throws MalformedMessageException if a length, the version or the digest is wrong
   */
  static ClientMessage decode(ByteBuffer bytes) throws MalformedMessageException {
    if (bytes.remaining() < HEADER_LENGTH + Integer.BYTES) {
      throw new MalformedMessageException("a message of %d bytes".formatted(bytes.remaining()));
    }
    check("header length", bytes.getInt(), HEADER_LENGTH);
    byte[] name = new byte[TYPE_LENGTH];
    bytes.get(name);
    String typeName = new String(name, UTF_8).replace('\0', ' ').strip();
    MessageType type =
        MessageType.of(typeName)
            .orElseThrow(() -> new MalformedMessageException("message type " + typeName));
    check("schema version", bytes.getInt(), SCHEMA_VERSION);
    long created = bytes.getLong();
    long sequence = bytes.getLong();
    long flags = bytes.getLong();
    long leastBits = bytes.getLong();
    UUID id = new UUID(bytes.getLong(), leastBits);
    byte[] digest = new byte[DIGEST_LENGTH];
    bytes.get(digest);
    int payloadType = bytes.getInt();
    check("payload length", bytes.getInt(), bytes.remaining());
    byte[] payload = new byte[bytes.remaining()];
    bytes.get(payload);
    if (payload.length > 0 && !Arrays.equals(digest, digest(payload))) {
      throw new MalformedMessageException("the payload's digest is wrong");
    }
    return new ClientMessage(type, created, sequence, flags, id, payloadType, payload);
  }

  /** Returns its payload as text. */
  String text() {
    return new String(payload, UTF_8);
  }

  private static void check(String what, int actual, int expected)
      throws MalformedMessageException {
    if (actual != expected) {
      throw new MalformedMessageException("%s %d, not %d".formatted(what, actual, expected));
    }
  }

  private static byte[] digest(byte[] payload) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(payload);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
