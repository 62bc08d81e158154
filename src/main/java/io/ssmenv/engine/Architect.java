package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.blueprint.Designer;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Owner;
import io.ssmenv.facts.FactsResolver;
import io.ssmenv.facts.Resolution;
import io.ssmenv.plan.Guards;
import io.ssmenv.plan.Planner;
import io.ssmenv.status.FactsMemory;
import io.ssmenv.status.Findings;
import io.ssmenv.status.PathEvidence;
import io.ssmenv.status.Problem;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** From what was observed to what is wanted, and to the plan that leads there. */
final class Architect {

  private final String cluster;
  private final Function<EnvironmentSpec, Optional<String>> refusal;
  private final FactsResolver facts;
  private final Designer designer = new Designer();
  private final Planner planner;
  private final Function<Owner, Instant> pathChanged;
  private final PathInPlace path;

  /**
   * @param refusal why the administrator does not allow a spec, if so
   * @param pathChanged when an environment's way to Systems Manager was last changed
   * @param path since when it is in place
   */
  Architect(
      String cluster,
      Function<EnvironmentSpec, Optional<String>> refusal,
      FactsResolver facts,
      Planner planner,
      Function<Owner, Instant> pathChanged,
      PathInPlace path) {
    this.cluster = cluster;
    this.refusal = refusal;
    this.facts = facts;
    this.planner = planner;
    this.pathChanged = pathChanged;
    this.path = path;
  }

  /**
   * Adds what the spec leaves open; without it, or with a spec that is not allowed, there is no
   * design.
   */
  Findings design(Assignment environment, Cloud cloud, Findings findings) {
    if (findings.mode().deleting() || findings.observed().isEmpty()) {
      return findings;
    }
    Optional<String> refused = refusal.apply(environment.spec());
    if (refused.isPresent()) {
      return findings.problem(new Problem("SpecRefused", refused.get(), true));
    }
    Resolution resolution =
        facts.resolve(
            environment.owner(),
            cloud.facts(),
            environment.spec(),
            FactsMemory.recall(Optional.of(environment.status())),
            findings.observed().get());
    return switch (resolution) {
      case Resolution.Known known -> findings.resolved(known.facts());
      case Resolution.Pending pending ->
          findings.problem(new Problem("ResolvingFacts", pending.sentence(), false));
      case Resolution.Failed failed -> findings.problem(Problem.of(failed.about(), failed.error()));
    };
  }

  Findings plan(Assignment environment, Findings findings) {
    if (findings.observed().isEmpty()) {
      return findings;
    }
    Observation observed = findings.observed().get();
    return switch (findings.mode()) {
      case RETAINED -> findings.planned(Topology.EMPTY, Retention.plan(observed));
      case DELETING, DELETING_PAUSED, DELETING_REPORT ->
          findings.planned(Topology.EMPTY, planner.plan(Topology.EMPTY, observed, Guards.NONE));
      case ACTIVE, PAUSED, REPORT ->
          findings
              .facts()
              .map(known ->
                  designer.design(
                      cluster,
                      environment.owner().uid(),
                      environment.name(),
                      environment.spec(),
                      known))
              .map(desired ->
                  findings.planned(
                      desired,
                      planner.plan(
                          desired, observed, guards(environment, findings, desired, observed))))
              .orElse(findings);
    };
  }

  private Guards guards(
      Assignment environment, Findings findings, Topology desired, Observation observed) {
    return new Guards(
        path.names(environment.owner(), desired, observed, findings.now()),
        PathEvidence.of(desired, observed, pathChanged.apply(environment.owner())),
        findings.launches().holds(findings.now()));
  }
}
