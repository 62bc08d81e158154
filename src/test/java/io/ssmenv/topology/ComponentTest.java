package io.ssmenv.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Components of records are named by constants, which cannot name one that does not exist. */
class ComponentTest {

  @Test
  void aComponentThatDoesNotExistFails() {
    assertThatThrownBy(() -> Component.of(Vpc.class, "range"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Vpc has no component range");
  }

  @Test
  void theTagsAreKnownByTheirType() {
    Component tags = Component.of(Vpc.class, "tags");
    assertThat(Component.onlyTags(List.of(tags))).isTrue();
    assertThat(Component.onlyTags(List.of(tags, Vpc.CIDR))).isFalse();
  }
}
