package io.ssmenv.plan;

import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that separates the observed from the desired, in an order in which it can be read and
 * done.
 *
 * @param steps prerequisites first
 */
public record Plan(List<Step> steps) {

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

  /** The first thing that is waited for, as a sentence; empty if nothing is. */
  public Optional<String> waitingFor() {
    return all(Step.Await.class).stream()
        .map(Step.Await::message)
        .findFirst()
        .or(() ->
            writes().stream()
                .flatMap(write -> write.waits().stream())
                .map(Wait::message)
                .findFirst());
  }

  /** The kinds of which news is awaited. */
  public Set<Class<? extends Resource>> inMotion() {
    return steps.stream().map(step -> step.resource().getClass()).collect(Collectors.toSet());
  }
}
