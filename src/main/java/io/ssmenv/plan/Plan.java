package io.ssmenv.plan;

import java.util.List;

/**
 * The steps from the observed to the desired resources, in the order in which they can be applied.
 *
 * @param steps prerequisites first
 */
public record Plan(List<Step> steps) {

  /** Nothing to do and nothing to wait for. */
  public static final Plan EMPTY = new Plan(List.of());

  public Plan {
    steps = List.copyOf(steps);
  }

  /** Whether there is nothing to do and nothing to wait for. */
  public boolean isDone() {
    return steps.isEmpty();
  }

  public List<Step.Write> writes() {
    return all(Step.Write.class);
  }

  public List<Step.Refuse> refused() {
    return all(Step.Refuse.class);
  }

  public <S extends Step> List<S> all(Class<S> type) {
    return steps.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
