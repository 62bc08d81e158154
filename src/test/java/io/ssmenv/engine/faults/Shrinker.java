package io.ssmenv.engine.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds a short list that still fails: delta debugging (Zeller and Hildebrandt, "Simplifying and
 * Isolating Failure-Inducing Input", 2002). No single element of the result can be left out.
 */
public final class Shrinker {

  private Shrinker() {}

  /**
   * Shrinks a list.
   *
   * @param failing a list that fails
   * @param fails whether a list fails
   */
  public static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
    List<T> shortest = List.copyOf(failing);
    int parts = 2;
    while (!shortest.isEmpty()) {
      List<T> shorter = withoutOnePart(shortest, Math.min(parts, shortest.size()), fails);
      if (shorter.size() < shortest.size()) {
        shortest = shorter;
        parts = Math.max(2, parts - 1);
      } else if (parts >= shortest.size()) {
        return shortest;
      } else {
        parts = Math.min(2 * parts, shortest.size());
      }
    }
    return shortest;
  }

  /** Returns the first list without one of its parts that fails, or the list itself. */
  private static <T> List<T> withoutOnePart(List<T> list, int parts, Predicate<List<T>> fails) {
    for (int part = 0; part < parts; part++) {
      List<T> others = new ArrayList<>(list.subList(0, list.size() * part / parts));
      others.addAll(list.subList(list.size() * (part + 1) / parts, list.size()));
      if (fails.test(others)) {
        return List.copyOf(others);
      }
    }
    return list;
  }
}
