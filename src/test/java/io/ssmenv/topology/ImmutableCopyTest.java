package io.ssmenv.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImmutableCopyTest {

  private static final List<Integer> DESCENDING =
      IntStream.rangeClosed(-100, 0).mapToObj(i -> -i).toList();

  @Test
  void aCopyHasTheOrderOfItsSource() {
    Map<Integer, String> map = new LinkedHashMap<>();
    DESCENDING.forEach(i -> map.put(i, "value"));

    assertThat(ImmutableCopy.of(map).keySet()).containsExactlyElementsOf(DESCENDING);
    assertThat(ImmutableCopy.of(DESCENDING)).containsExactlyElementsOf(DESCENDING);
    assertThat(DESCENDING.stream().collect(ImmutableCopy.toSet()))
        .containsExactlyElementsOf(DESCENDING);
  }

  @Test
  void aCopyDoesNotChange() {
    Map<String, String> map = new LinkedHashMap<>(Map.of("a", "1"));
    Map<String, String> copy = ImmutableCopy.of(map);
    map.put("b", "2");

    assertThat(copy).containsExactly(Map.entry("a", "1"));
    assertThatThrownBy(() -> copy.put("c", "3")).isInstanceOf(UnsupportedOperationException.class);
    Set<Integer> set = ImmutableCopy.of(DESCENDING);
    assertThatThrownBy(() -> set.add(1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aCopyContainsNoNull() {
    assertThatThrownBy(() -> ImmutableCopy.of(Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> ImmutableCopy.of(Collections.singletonMap("a", null)))
        .isInstanceOf(NullPointerException.class);
  }
}
