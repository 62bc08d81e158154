package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.facts.FactsResolution;
import io.ssmenv.facts.FactsResolver;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.plan.Planner;
import io.ssmenv.status.AgentReachability;
import io.ssmenv.status.FactsMemory;
import io.ssmenv.status.Findings;
import io.ssmenv.status.Problem;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** From what was observed to what is wanted, and to the plan that leads there. */
final class DesiredStateResolver {

  private final String cluster;
  private final Function<EnvironmentSpec, Optional<String>> refusal;
  private final FactsResolver facts;
  private final TopologyBuilder topologyBuilder = new TopologyBuilder();
  private final Planner planner;
  private final Function<Owner, Instant> connectivityChangedAt;
  private final DnsPropagationGate dnsPropagation;

  /**
   * @param refusal why the administrator does not allow a spec, if so
   * @param connectivityChangedAt when an environment's way to Systems Manager was last changed
   * @param dnsPropagation since when it is in place
   */
  DesiredStateResolver(
      String cluster,
      Function<EnvironmentSpec, Optional<String>> refusal,
      FactsResolver facts,
      Planner planner,
      Function<Owner, Instant> pathChanged,
      DnsPropagationGate path) {
    this.cluster = cluster;
    this.refusal = refusal;
    this.facts = facts;
    this.planner = planner;
    this.connectivityChangedAt = pathChanged;
    this.dnsPropagation = path;
  }

  /**
   * Adds what the spec leaves open; without it, or with a spec that is not allowed, there is no
   * design.
   */
  Findings design(ReconcileRequest request, Cloud cloud, Findings findings) {
    if (findings.mode().deleting() || findings.observed().isEmpty()) {
      return findings;
    }
    Optional<String> refused = refusal.apply(request.spec());
    if (refused.isPresent()) {
      return findings.problem(new Problem("SpecRefused", refused.get(), true));
    }
    FactsResolution resolution =
        facts.resolve(
            request.owner(),
            cloud.facts(),
            request.spec(),
            FactsMemory.recall(Optional.of(request.status())),
            findings.observed().get());
    return switch (resolution) {
      case FactsResolution.Known known -> findings.resolved(known.facts());
      case FactsResolution.Pending pending ->
          findings.problem(new Problem("ResolvingFacts", pending.message(), false));
      case FactsResolution.Failed failed ->
          findings.problem(Problem.of(failed.about(), failed.error()));
    };
  }

  Findings plan(ReconcileRequest request, Findings findings) {
    if (findings.observed().isEmpty()) {
      return findings;
    }
    Observation observed = findings.observed().get();
    return switch (findings.mode()) {
      case RETAINED -> findings.planned(Topology.EMPTY, RetainPlanner.plan(observed));
      case DELETING, DELETING_PAUSED, DELETING_REPORT ->
          findings.planned(Topology.EMPTY, planner.plan(Topology.EMPTY, observed, PlanGates.NONE));
      case ACTIVE, PAUSED, REPORT ->
          findings
              .facts()
              .map(known ->
                  topologyBuilder.build(
                      cluster, request.owner().uid(), request.name(), request.spec(), known))
              .map(desired ->
                  findings.planned(
                      desired,
                      planner.plan(desired, observed, gates(request, findings, desired, observed))))
              .orElse(findings);
    };
  }

  private PlanGates gates(
      ReconcileRequest request, Findings findings, Topology desired, Observation observed) {
    return new PlanGates(
        dnsPropagation.gate(request.owner(), desired, observed, findings.now()),
        AgentReachability.gate(desired, observed, connectivityChangedAt.apply(request.owner())),
        findings.launches().backoffs(findings.now()));
  }
}
