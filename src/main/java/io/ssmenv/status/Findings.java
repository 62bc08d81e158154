package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.desired.Facts;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one reconcile found out, from which the status is written. It starts with {@link
 * #begin} and grows as far as the reconcile gets; what is absent could not be found out.
 *
 * @param generation of the spec
 * @param previous the status as it was; empty for an environment that was never looked at
 * @param desired empty if the spec is refused or its facts are not known yet
 * @param observed empty if nothing could be observed
 * @param plan empty without {@code desired} or {@code observed}
 * @param facts empty if not resolved in this reconcile; those in the status are kept
 * @param problems what keeps the environment as a whole from being worked on
 * @param now becomes part of the status only where something changes
 */
public record Findings(
    long generation,
    Optional<EnvironmentStatus> previous,
    EnvironmentSpec spec,
    ReconcileMode mode,
    Optional<Topology> desired,
    Optional<Observation> observed,
    Optional<Plan> plan,
    Progress progress,
    Optional<Facts> facts,
    LaunchHistory launches,
    List<Problem> problems,
    Instant now) {

  public Findings {
    problems = List.copyOf(problems);
  }

  /** Nothing is known yet but the object itself. */
  public static Findings begin(
      long generation,
      Optional<EnvironmentStatus> previous,
      EnvironmentSpec spec,
      ReconcileMode mode,
      Instant now) {
    return new Findings(
        generation,
        previous,
        spec,
        mode,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Progress.NONE,
        Optional.empty(),
        LaunchHistory.NONE,
        List.of(),
        now);
  }

  /**
   * AWS was looked at. If it was in another account than the recorded one, that is a problem, and
   * what was seen counts for nothing.
   */
  public Findings observed(Observation seen, LaunchHistory counted) {
    Optional<Problem> mismatch = Problem.ofAccount(previous, seen.accountId());
    if (mismatch.isPresent()) {
      return problem(mismatch.get());
    }
    return new Findings(
        generation,
        previous,
        spec,
        mode,
        desired,
        Optional.of(seen),
        plan,
        progress,
        facts,
        counted,
        problems,
        now);
  }

  /** What the spec leaves open is known. */
  public Findings resolved(Facts known) {
    return new Findings(
        generation,
        previous,
        spec,
        mode,
        desired,
        observed,
        plan,
        progress,
        Optional.of(known),
        launches,
        problems,
        now);
  }

  /** It is known what to do. */
  public Findings planned(Topology wanted, Plan steps) {
    return new Findings(
        generation,
        previous,
        spec,
        mode,
        Optional.of(wanted),
        observed,
        Optional.of(steps),
        progress,
        facts,
        launches,
        problems,
        now);
  }

  /** Where the work stands. */
  public Findings advanced(Progress reached) {
    return new Findings(
        generation,
        previous,
        spec,
        mode,
        desired,
        observed,
        plan,
        reached,
        facts,
        launches,
        problems,
        now);
  }

  /** Something is in the way. */
  public Findings problem(Problem problem) {
    List<Problem> all = new ArrayList<>(problems);
    all.add(problem);
    return new Findings(
        generation,
        previous,
        spec,
        mode,
        desired,
        observed,
        plan,
        progress,
        facts,
        launches,
        all,
        now);
  }

  /** The status as it was; an empty one for an environment that was never looked at. */
  EnvironmentStatus before() {
    return previous.orElse(EnvironmentStatus.none());
  }

  /** A condition as it was, if it was about this generation of the spec. */
  Optional<Condition> before(ConditionType type) {
    return before()
        .condition(type.wire())
        .filter(condition -> Long.valueOf(generation).equals(condition.observedGeneration()));
  }

  /** Whether a condition held, for this generation of the spec. */
  boolean held(ConditionType type) {
    return before(type).filter(one -> one.status() == Condition.Status.TRUE).isPresent();
  }
}
