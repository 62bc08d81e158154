package io.ssmenv.engine.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left of a failing list is what makes it fail. */
class ShrinkerTest {

  private final List<Integer> hundred = IntStream.range(0, 100).boxed().toList();

  @Test
  void onlyTheElementsThatFailTogetherAreLeft() {
    assertThat(Shrinker.shrink(hundred, list -> list.containsAll(List.of(3, 50, 97))))
        .containsExactly(3, 50, 97);
  }

  @Test
  void whatFailsWithoutAnyElementIsEmpty() {
    assertThat(Shrinker.shrink(hundred, list -> true)).isEmpty();
  }

  @Test
  void theOrderOfTheElementsStays() {
    assertThat(Shrinker.shrink(hundred, list -> list.size() >= 3)).isSorted().hasSize(3);
  }
}
