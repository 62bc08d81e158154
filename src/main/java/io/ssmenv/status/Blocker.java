package io.ssmenv.status;

import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Step;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Key;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What blocks an environment, or what it is waiting for: a condition's reason and message.
 *
 * @param about the key of the resource that blocks, and what it waits for; empty if it is not a
 *     single resource
 */
record Blocker(ConditionReason reason, String message, String about) {

  static Blocker of(Problem problem) {
    return new Blocker(problem.reason(), problem.message(), "");
  }

  /** The blocker that a user has to resolve; empty if there is none. */
  static Optional<Blocker> needingPerson(StatusInputs inputs) {
    Optional<Blocker> problem = inputs.problem().filter(Problem::needsPerson).map(Blocker::of);
    if (problem.isPresent() || !inputs.mode().writes()) {
      return problem;
    }
    return FailedSteps.first(inputs, failure -> failure.error().needsAttention())
        .or(() -> unresolvedValue(inputs).filter(Problem::needsPerson).map(Blocker::of))
        .or(() -> FailedSteps.ofHost(inputs))
        .or(() ->
            inputs.unplaced().stream()
                .findFirst()
                .map(one -> Problem.of(one, inputs.spec()))
                .map(Blocker::of))
        .or(() -> refused(inputs.plan().stream().flatMap(plan -> plan.steps().stream())));
  }

  /**
   * The zones without a place in the VPC, the first value that could not be looked up, or the first
   * instance group without its image; first of those that a user has to correct.
   */
  private static Optional<Problem> unresolvedValue(StatusInputs inputs) {
    return Stream.of(
            inputs.unplacedZones().stream().map(Problem::of),
            inputs.unresolvedFacts().stream().map(Problem::of),
            inputs.unresolvedImages().stream().map(Problem::of))
        .flatMap(problems -> problems)
        .min(Comparator.comparing(problem -> !problem.needsPerson()));
  }

  private static Optional<Blocker> refused(Stream<Step> steps) {
    return steps
        .filter(Step.Refuse.class::isInstance)
        .map(Step.Refuse.class::cast)
        .findFirst()
        .map(step -> blocker(ConditionReason.REFUSED, step, step.message()));
  }

  /** The first thing that blocks, or that AWS is still working on; empty if there is none. */
  static Optional<Blocker> first(StatusInputs inputs) {
    return needingPerson(inputs)
        .or(() -> inputs.problem().map(Blocker::of))
        .or(() -> unresolvedValue(inputs).map(Blocker::of))
        .or(() -> of(inputs, key -> true));
  }

  /** The first resource that AWS was not read to have as it was written; empty if there is none. */
  static Optional<Blocker> awaitingConfirmation(SyncState sync) {
    return sync.awaitingConfirmation().map(Blocker::awaitingConfirmation);
  }

  /** AWS was not read to have a resource as it was written. */
  static Blocker awaitingConfirmation(Key key) {
    return new Blocker(
        ConditionReason.AWAITING_CONFIRMATION,
        "Everything is written. Waiting until AWS shows the last change of " + key,
        key.value());
  }

  /** What keeps the environment from being in sync; empty if nothing does. */
  static Optional<Blocker> unfinished(StatusInputs inputs, SyncState sync) {
    return awaitingConfirmation(sync).or(() -> first(inputs));
  }

  /** What keeps the given resources from their desired state; empty if nothing does. */
  static Optional<Blocker> of(StatusInputs inputs, Predicate<Key> which) {
    List<Step> steps =
        inputs.plan().stream()
            .flatMap(plan -> plan.steps().stream())
            .filter(step -> which.test(step.key()))
            .toList();
    return FailedSteps.first(inputs, failure -> which.test(failure.key()))
        .or(() -> refused(steps.stream()))
        .or(() -> waiting(steps))
        .or(() -> inFlight(inputs.progress(), steps))
        .or(() -> steps.stream().findFirst().map(step -> next(awaited(step, inputs), inputs)));
  }

  /**
   * The step at the end of a chain of steps that wait for each other: what it waits for is what all
   * of them wait for.
   */
  private static Step awaited(Step first, StatusInputs inputs) {
    Set<Key> passed = new HashSet<>();
    Step step = first;
    Optional<Step> before = Optional.of(first);
    while (before.isPresent() && passed.add(before.get().key())) {
      step = before.get();
      before = prerequisite(step, inputs);
    }
    return step;
  }

  /** The step for the resource that a step waits for first. */
  private static Optional<Step> prerequisite(Step step, StatusInputs inputs) {
    return step instanceof Step.Write write && !write.ready()
        ? write.waits().getFirst().on().flatMap(key -> waitingWrite(key, inputs))
        : Optional.empty();
  }

  private static Optional<Step> waitingWrite(Key key, StatusInputs inputs) {
    return inputs.plan().stream()
        .flatMap(plan -> plan.steps().stream())
        .filter(step -> step.key().equals(key))
        .filter(step -> step instanceof Step.Write write && !write.ready())
        .findFirst();
  }

  private static Optional<Blocker> waiting(List<Step> steps) {
    return steps.stream()
        .filter(Step.Await.class::isInstance)
        .map(Step.Await.class::cast)
        .findFirst()
        .map(step -> blocker(ConditionReason.WAITING, step, step.message()));
  }

  private static Optional<Blocker> inFlight(Progress progress, List<Step> steps) {
    Set<Key> keys = progress.inFlight().stream().map(Step::key).collect(Collectors.toSet());
    return steps.stream()
        .filter(step -> keys.contains(step.key()))
        .findFirst()
        .map(Blocker::working);
  }

  private static Blocker next(Step step, StatusInputs inputs) {
    if (inputs.sessions().held().contains(step.key())) {
      return blocker(ConditionReason.WAITING_FOR_SESSIONS, step, step.summary());
    }
    return working(step);
  }

  private static Blocker working(Step step) {
    if (step instanceof Step.Write write && !write.ready()) {
      String waitsFor = write.waits().getFirst().on().map(Key::value).orElse("its gate");
      return new Blocker(
          ConditionReason.WAITING,
          StatusText.stable(step.summary()),
          step.key() + " after " + waitsFor);
    }
    return blocker(ConditionReason.WORKING, step, step.summary());
  }

  private static Blocker blocker(ConditionReason reason, Step step, String message) {
    return new Blocker(reason, StatusText.stable(message), step.key().value());
  }
}
