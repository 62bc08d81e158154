package io.ssmenv.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 203.0.113.7/32, true",
    "10.0.0.0/16, 10.0.255.255/32, true",
    "10.0.0.0/16, 10.1.0.0/32, false",
    "10.0.1.0/24, 10.0.0.0/16, false",
    "10.0.0.0/32, 10.0.0.0/24, false",
    "255.255.255.255/32, 255.255.255.255/32, true",
    "10.0.1.9/24, 10.0.1.200/32, true"
  })
  void containsARangeThatIsCompletelyInside(String range, String other, boolean contains) {
    assertThat(Cidr.parse(range).orElseThrow().contains(Cidr.parse(other).orElseThrow()))
        .isEqualTo(contains);
  }

  @Test
  void hostBitsAreKeptUnlessCanonicalIsCalled() {
    Cidr range = Cidr.parse("10.0.1.9/24").orElseThrow();
    assertThat(range).hasToString("10.0.1.9/24");
    assertThat(range.isCanonical()).isFalse();
    assertThat(range.canonical()).hasToString("10.0.1.0/24");
    assertThat(range.canonical().isCanonical()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/16, 10.0.1.0/24, true",
    "10.0.1.0/24, 10.0.0.0/16, true",
    "10.0.0.0/24, 10.0.1.0/24, false"
  })
  void overlapsARangeWithACommonAddress(String range, String other, boolean overlaps) {
    assertThat(Cidr.parse(range).orElseThrow().overlaps(Cidr.parse(other).orElseThrow()))
        .isEqualTo(overlaps);
  }

  @Test
  void returnsTheNumberOfAddressesAndAnAddressByOffset() {
    Cidr range = Cidr.parse("10.0.1.9/24").orElseThrow();
    assertThat(range.size()).isEqualTo(256);
    assertThat(range.addressAt(4)).isEqualTo("10.0.1.4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "pl-1",
        "sg-1",
        "10.0.0.1",
        "10.0.0.256/8",
        "10.0.0.0/33",
        "10.0.0/8",
        "::/0"
      })
  void anythingElseIsNoRange(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }
}
