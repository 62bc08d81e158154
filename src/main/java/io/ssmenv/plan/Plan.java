package io.ssmenv.plan;

import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that separates the observed from the desired, in an order in which it can be read and
 * done.
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

  public <S extends Step> List<S> all(Class<S> kind) {
    return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The types of the resources that the steps are about. */
  public Set<Class<? extends Resource>> types() {
    return steps.stream().map(step -> step.resource().getClass()).collect(Collectors.toSet());
  }
}
