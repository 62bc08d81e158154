package io.ssmenv.graph;

import java.util.Optional;
import java.util.Set;

/**
 * A way that packets take, for example a route.
 *
 * @param from the id of a box
 * @param to the id of a box; empty for a way that ends where it begins
 * @param label the destination of a route, or why the way ends; may be empty
 */
public record GraphArrow(String from, Optional<String> to, String label, Mark mark) {

  static GraphArrow of(String from, String to, String label, Mark mark) {
    return new GraphArrow(from, Optional.of(to), label, mark);
  }

  /** The same, as a way that ends at once if its target is not drawn. */
  GraphArrow among(Set<String> drawn) {
    return to.filter(id -> !drawn.contains(id))
        .map(id -> end(from, label + " to something that is not drawn", mark))
        .orElse(this);
  }

  static GraphArrow end(String from, String why, Mark mark) {
    return new GraphArrow(from, Optional.empty(), why, mark);
  }
}
