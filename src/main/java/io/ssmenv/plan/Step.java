package io.ssmenv.plan;

import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing to do, to wait for, or to refuse. */
public sealed interface Step {

  /** The resource that the step is about. */
  Resource resource();

  default Key key() {
    return resource().key();
  }

  /** One line for the status, the log and {@code ssmenv plan}. */
  String summary();

  /** A step that writes to AWS. It is ready when it has no waits. */
  sealed interface Write extends Step {
    Reason reason();

    List<Wait> waits();

    /** The same step, which waits for something else, too. */
    Write after(Wait wait);

    /** The step, and what AWS does together with it, each as a step. */
    default Stream<Write> effects() {
      return Stream.of(this);
    }

    /** What it does to which resource, without what it waits for. */
    String action();

    @Override
    default String summary() {
      return action() + afterwards(waits());
    }

    default boolean ready() {
      return waits().isEmpty();
    }

    /** Only one write for each slot is in flight at a time: the key, or the id of a duplicate. */
    default String slot() {
      return key().value();
    }
  }

  /**
   * Creates a resource.
   *
   * @param incarnation how many resources with this key have come to their end; part of the client
   *     token
   */
  record Create(Resource resource, int incarnation, Reason reason, List<Wait> waits)
      implements Write {
    public Create {
      waits = List.copyOf(waits);
    }

    @Override
    public Create after(Wait wait) {
      return new Create(resource, incarnation, reason, and(waits, wait));
    }

    @Override
    public String action() {
      return "create " + key();
    }
  }

  /**
   * Corrects a resource in place.
   *
   * @param resource as it should become
   */
  record Update(
      Resource resource,
      Observed current,
      List<Difference> differences,
      Reason reason,
      List<Wait> waits)
      implements Write {
    public Update {
      differences = List.copyOf(differences);
      waits = List.copyOf(waits);
    }

    @Override
    public Update after(Wait wait) {
      return new Update(resource, current, differences, reason, and(waits, wait));
    }

    @Override
    public String action() {
      return "update "
          + key()
          + ": "
          + String.join(", ", differences.stream().map(Difference::toString).toList());
    }
  }

  /**
   * Deletes a resource.
   *
   * @param replacement the resource that takes its place; AWS is asked whether it can be created
   *     before the current one is deleted, if it can be asked that
   * @param together what AWS deletes together with it
   */
  record Delete(
      Observed current,
      Optional<Resource> replacement,
      Reason reason,
      List<Wait> waits,
      List<Observed> together)
      implements Write {
    public Delete {
      waits = List.copyOf(waits);
      together = List.copyOf(together);
    }

    /** Alone, and without a replacement. */
    public Delete(Observed current, Reason reason, List<Wait> waits) {
      this(current, Optional.empty(), reason, waits);
    }

    /** Alone. */
    public Delete(
        Observed current, Optional<Resource> replacement, Reason reason, List<Wait> waits) {
      this(current, replacement, reason, waits, List.of());
    }

    @Override
    public Resource resource() {
      return current.resource();
    }

    @Override
    public Delete after(Wait wait) {
      return new Delete(current, replacement, reason, and(waits, wait), together);
    }

    @Override
    public Stream<Write> effects() {
      return Stream.concat(
          Stream.of(this), together.stream().map(one -> new Delete(one, reason, List.of())));
    }

    @Override
    public String slot() {
      return reason.code() == Reason.Code.DUPLICATE ? key() + "#" + current.id() : key().value();
    }

    @Override
    public String action() {
      String what = key() + " (" + current.id() + ")";
      return replacement.isPresent()
          ? "replace " + what + ": " + reason.message()
          : "delete " + what;
    }
  }

  /** Nothing to do: AWS is working on it, or its absence is not proven yet. */
  record Await(Resource resource, String message) implements Step {
    @Override
    public String summary() {
      return "wait: " + message;
    }
  }

  /**
   * A change that the operator refuses to make; a user has to decide.
   *
   * @param difference what differs
   * @param advice why it is refused, and what a user can do
   */
  record Refuse(Resource resource, String difference, String advice) implements Step {

    /** What is refused and why, with the key of the resource. */
    public String message() {
      return key() + ": " + difference + ". " + advice;
    }

    @Override
    public String summary() {
      return "refused: " + message();
    }
  }

  private static List<Wait> and(List<Wait> waits, Wait further) {
    return Stream.concat(waits.stream(), Stream.of(further)).toList();
  }

  private static String afterwards(List<Wait> waits) {
    return switch (waits.size()) {
      case 0 -> "";
      case 1 -> ", after: " + waits.getFirst().message();
      default -> ", after: " + waits.getFirst().message() + " and " + (waits.size() - 1) + " more";
    };
  }
}
