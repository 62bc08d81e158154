package io.ssmenv.graph;

import java.util.Comparator;

/** The order of names that end with a number: app-2 is before app-10. */
public final class NameOrder {

  public static final Comparator<String> NUMBERED =
      Comparator.comparing((String name) -> name.replaceAll("\\d+$", ""))
          .thenComparingInt(String::length)
          .thenComparing(Comparator.naturalOrder());

  private NameOrder() {}
}
