package io.ssmenv.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists from JSON, where an absent list is null. */
final class Lists {

  private Lists() {}

  static <T> List<T> copyOrEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
