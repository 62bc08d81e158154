package io.ssmenv.status;

import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is in the way, or being waited for: a condition's reason and message.
 *
 * @param reason in CamelCase
 */
record Blocker(String reason, String message) {

  /** The reason while steps are being taken. */
  static final String WORKING = "Working";

  /** The reason while AWS is at work. */
  static final String WAITING = "Waiting";

  static Blocker of(Problem problem) {
    return new Blocker(problem.reason(), problem.message());
  }

  private static Blocker of(Progress.Failure failure) {
    return new Blocker(Messages.reason(failure.error()), Messages.failure(failure));
  }

  /** What needs a person, if anything does: nothing changes by itself. */
  static Optional<Blocker> needingPerson(Findings findings) {
    Optional<Blocker> problem =
        findings.problems().stream().filter(Problem::needsPerson).findFirst().map(Blocker::of);
    if (problem.isPresent() || !findings.mode().writes()) {
      return problem;
    }
    return findings.progress().failures().stream()
        .filter(failure -> failure.error().needsAttention())
        .min(Comparator.comparing(Progress.Failure::key))
        .map(Blocker::of)
        .or(() -> findings.plan().flatMap(Blocker::refused));
  }

  private static Optional<Blocker> refused(Plan plan) {
    return plan.refused().stream()
        .findFirst()
        .map(step -> new Blocker("Refused", Messages.tidy(step.message())));
  }

  /** What is in the way at present, be it AWS at work; empty if nothing is to be done. */
  static Optional<Blocker> first(Findings findings) {
    return needingPerson(findings)
        .or(() -> findings.problems().stream().findFirst().map(Blocker::of))
        .or(() -> of(findings, key -> true));
  }

  /** What keeps some resources from being as they should be; empty if nothing is known of them. */
  static Optional<Blocker> of(Findings findings, Predicate<Key> which) {
    List<Step> steps =
        findings.plan().stream()
            .flatMap(plan -> plan.steps().stream())
            .filter(step -> which.test(step.key()))
            .toList();
    return findings.progress().failures().stream()
        .filter(failure -> which.test(failure.key()))
        .min(Comparator.comparing(Progress.Failure::key))
        .map(Blocker::of)
        .or(() -> waiting(steps))
        .or(() -> underWay(findings.progress(), steps))
        .or(() -> steps.stream().findFirst().map(Blocker::next));
  }

  private static Optional<Blocker> waiting(List<Step> steps) {
    return steps.stream()
        .filter(Step.Await.class::isInstance)
        .map(Step.Await.class::cast)
        .findFirst()
        .map(step -> new Blocker(WAITING, Messages.tidy(step.message())));
  }

  private static Optional<Blocker> underWay(Progress progress, List<Step> steps) {
    Set<Key> keys = progress.inFlight().stream().map(Step::key).collect(Collectors.toSet());
    return steps.stream().filter(step -> keys.contains(step.key())).findFirst().map(Blocker::next);
  }

  private static Blocker next(Step step) {
    return new Blocker(
        step instanceof Step.Write write && !write.ready() ? WAITING : WORKING,
        Messages.tidy(step.summary()));
  }
}
