package io.ssmenv.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 203.0.113.7, true",
    "10.0.0.0/16, 10.0.255.255, true",
    "10.0.0.0/16, 10.1.0.0, false",
    "10.0.1.0/24, 10.0.0.0/16, false",
    "10.0.0.0/32, 10.0.0.0/24, false",
    "255.255.255.255, 255.255.255.255/32, true",
    "10.0.1.9/24, 10.0.1.200/32, true"
  })
  void coversWhatLiesInItWhole(String range, String other, boolean covers) {
    assertThat(Cidr.parse(range).orElseThrow().covers(Cidr.parse(other).orElseThrow()))
        .isEqualTo(covers);
  }

  @Test
  void hostBitsAreCleared() {
    assertThat(Cidr.parse("10.0.1.9/24")).isEqualTo(Cidr.parse("10.0.1.0/24"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"local", "pl-1", "sg-1", "10.0.0.256/8", "10.0.0.0/33", "10.0.0/8", "::/0"})
  void anythingElseIsNone(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }
}
