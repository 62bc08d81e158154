package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranges of a spec are found from the subnets that it led to. */
class ExistingRangesTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.64.0/24, abc",
    "10.1.64.0/24, a",
    "10.1.64.0/25, ab",
    "10.0.0.0/16, c",
    "172.16.0.0/20 10.1.0.0/24, ab",
    "10.1.1.0/27 10.1.2.0/26 10.1.9.0/24, abc",
  })
  void leadToTheSameSubnets(String ranges, String letters) {
    SortedMap<String, String> subnets =
        AddressPlan.of(List.of(ranges.split(" ", -1)))
            .workloadSubnets(letters.chars().mapToObj(Character::toString).toList());
    assertThat(ExistingRanges.of(subnets))
        .as(subnets.toString())
        .hasValueSatisfying(found ->
            assertThat(AddressPlan.of(found).workloadSubnets(subnets.keySet())).isEqualTo(subnets));
  }

  @Test
  void areNotInventedIfNoPlanLeadsToTheSubnets() {
    assertThat(ExistingRanges.of(new TreeMap<>(Map.of("a", "10.1.64.64/26")))).isEmpty();
    assertThat(ExistingRanges.of(new TreeMap<>())).isEmpty();
  }
}
