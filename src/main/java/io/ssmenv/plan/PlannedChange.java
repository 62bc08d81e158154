package io.ssmenv.plan;

import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one resource until nothing is left to do.
 *
 * @param before the resource as it is; empty if it does not exist, or is being deleted already
 * @param after the resource as it will be; empty if it will not exist
 * @param steps the steps that do it, in their order; at least one
 * @param waits what the first step waits for now
 */
public record PlannedChange(
    Action action,
    Optional<Observed> before,
    Optional<Resource> after,
    List<Step.Write> steps,
    List<Wait> waits) {

  /** What is done to the resource, with Terraform's sign for it. */
  public enum Action {
    CREATE("+", "create"),
    UPDATE("~", "change"),
    REPLACE("-/+", "replace"),
    DELETE("-", "delete");

    private final String sign;
    private final String verb;

    Action(String sign, String verb) {
      this.sign = sign;
      this.verb = verb;
    }

    public String sign() {
      return sign;
    }

    /** For a summary: 3 to create. */
    public String verb() {
      return verb;
    }
  }

  public PlannedChange {
    steps = List.copyOf(steps);
    waits = List.copyOf(waits);
  }

  /**
   * What the steps of one resource amount to. A resource that is only drained before its deletion
   * is deleted; one that is deleted and created again is replaced.
   */
  public static PlannedChange of(
      Optional<Observed> before, List<Step.Write> steps, List<Wait> waits) {
    Optional<Resource> after = after(steps.getLast());
    boolean deleted = steps.stream().anyMatch(Step.Delete.class::isInstance);
    Action action =
        switch (steps.getFirst()) {
          case Step.Create _ -> Action.CREATE;
          case Step.Update _ when !deleted -> Action.UPDATE;
          case Step.Update _, Step.Delete _ -> after.isPresent() ? Action.REPLACE : Action.DELETE;
        };
    return new PlannedChange(action, before, after, steps, waits);
  }

  private static Optional<Resource> after(Step.Write last) {
    return switch (last) {
      case Step.Create create -> Optional.of(create.resource());
      case Step.Update update -> Optional.of(update.resource());
      case Step.Delete delete -> delete.replacement();
    };
  }

  public Key key() {
    return steps.getFirst().key();
  }

  /** Why: the reason of the deletion if there is one, because that is what somebody would miss. */
  public Reason reason() {
    return steps.stream()
        .filter(Step.Delete.class::isInstance)
        .findFirst()
        .orElseGet(steps::getFirst)
        .reason();
  }

  /** In which components the resource will differ from what it is; none if it does not stay. */
  public List<Difference> differences() {
    return before
        .flatMap(there -> after.map(then -> Difference.between(then, there.resource())))
        .orElse(List.of());
  }

  /** The line of the status that describes it, without what it waits for. */
  public String summary() {
    return steps.stream()
        .filter(Step.Delete.class::isInstance)
        .findFirst()
        .orElseGet(steps::getFirst)
        .action();
  }
}
