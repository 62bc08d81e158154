package io.ssmenv.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as they come from JSON, where an absent one is null. */
final class Lists {

  private Lists() {}

  static <T> List<T> copyOrEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
