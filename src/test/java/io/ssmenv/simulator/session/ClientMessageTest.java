package io.ssmenv.simulator.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.session.ClientMessage.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes as in the plugin's {@code src/message}. */
class ClientMessageTest {
  private static final ClientMessage HELLO =
      new ClientMessage(
          MessageType.OUTPUT_STREAM_DATA,
          1_700_000_000_000L,
          7,
          0,
          UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
          PayloadType.OUTPUT.number(),
          "hello".getBytes(UTF_8));

  @Test
  void theFieldsAreAtTheirOffsets() {
    byte[] bytes = HELLO.encode();

    assertThat(bytes).hasSize(125);
    assertThat(hex(bytes, 0, 4)).isEqualTo("00000074");
    assertThat(new String(bytes, 4, 32, UTF_8).strip()).isEqualTo("output_stream_data");
    assertThat(hex(bytes, 36, 40)).isEqualTo("00000001");
    assertThat(hex(bytes, 48, 56)).isEqualTo("0000000000000007");
    assertThat(hex(bytes, 64, 80)).isEqualTo("8899aabbccddeeff0011223344556677");
    assertThat(hex(bytes, 80, 112))
        .as("SHA-256 of hello")
        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(hex(bytes, 112, 120)).isEqualTo("0000000100000005");
    assertThat(new String(bytes, 120, 5, UTF_8)).isEqualTo("hello");
  }

  @Test
  void aMessageIsReadAsItWasWritten() throws MalformedMessageException {
    assertThat(ClientMessage.decode(ByteBuffer.wrap(HELLO.encode())))
        .usingRecursiveComparison()
        .isEqualTo(HELLO);
  }

  @Test
  void whatIsDamagedIsRejected() {
    for (int offset : new int[] {0, 10, 39, 90, 119, 121}) {
      byte[] bytes = HELLO.encode();
      bytes[offset] ^= 1;
      assertThatThrownBy(() -> ClientMessage.decode(ByteBuffer.wrap(bytes)))
          .as("byte %d", offset)
          .isInstanceOf(MalformedMessageException.class);
    }
    assertThatThrownBy(() -> ClientMessage.decode(ByteBuffer.wrap(new byte[119])))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }
}
