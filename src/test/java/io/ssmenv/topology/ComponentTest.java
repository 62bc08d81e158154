package io.ssmenv.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Components of records are constants, and a constant for an unknown component fails. */
class ComponentTest {

  @Test
  void anUnknownComponentIsRejected() {
    assertThatThrownBy(() -> Component.of(Vpc.class, "range"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Vpc has no component range");
  }

  @Test
  void onlyTagsFindsTheTagsByTheirType() {
    Component tags = Component.of(Vpc.class, "tags");
    assertThat(Component.onlyTags(List.of(tags))).isTrue();
    assertThat(Component.onlyTags(List.of(tags, Vpc.CIDR))).isFalse();
  }
}
