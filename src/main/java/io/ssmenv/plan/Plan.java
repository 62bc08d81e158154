package io.ssmenv.plan;

import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** The types of the resources that the steps are about. */
  public Set<Class<? extends Resource>> types() {
    return steps.stream().map(step -> step.resource().getClass()).collect(Collectors.toSet());
  }
}
