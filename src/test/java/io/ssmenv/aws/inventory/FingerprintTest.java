package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private final Fingerprint fingerprint = new Fingerprint();

  @Test
  void theSameTextHasTheSameFingerprintWhereverItStands() {
    assertThat(of("xx<item>some text</item>", 2)).isEqualTo(of("<item>some text</item>", 0));
  }

  @Test
  void everyChangeOfOneByteHasAnother() {
    Set<Long> seen = new HashSet<>();
    byte[] text = new byte[100];
    seen.add(fingerprint.of(text, 0, text.length));
    for (int at = 0; at < text.length; at++) {
      for (int value = 1; value < 256; value++) {
        text[at] = (byte) value;
        assertThat(seen.add(fingerprint.of(text, 0, text.length))).as(at + " " + value).isTrue();
      }
      text[at] = 0;
      seen.add(fingerprint.of(text, 0, at)); // also if it is only shorter
    }
    assertThat(seen).hasSize(1 + 100 * 255 + 100);
  }

  @Test
  void anotherProcessHasOthers() {
    byte[] text = "<item>some text</item>".getBytes(StandardCharsets.UTF_8);
    assertThat(new Fingerprint().of(text, 0, text.length))
        .isNotEqualTo(fingerprint.of(text, 0, text.length));
  }

  private long of(String text, int from) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return fingerprint.of(bytes, from, bytes.length);
  }
}
