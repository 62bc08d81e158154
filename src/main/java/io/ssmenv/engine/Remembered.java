package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.state.AgentReachability;
import io.ssmenv.state.DnsPropagation;
import io.ssmenv.state.Incarnations;
import io.ssmenv.state.LaunchHistory;
import io.ssmenv.state.PathHistory;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the status remembers of earlier reconciles, brought up to date with what is observed now.
 *
 * @param launches the failed launches of each instance
 * @param incarnations how many resources of each key have come to their end
 * @param path since when the path to Systems Manager is as it is
 * @param cluster the cluster id with which the resources are tagged; empty while it is not known
 */
record Remembered(
    LaunchHistory launches, Incarnations incarnations, PathHistory path, Optional<String> cluster) {

  /** What the status remembers, if nothing was observed since. */
  static Remembered unchanged(ReconcileRequest request) {
    return new Remembered(
        LaunchHistory.NONE,
        Incarnations.read(request.status()),
        PathHistory.unknown(request.status().pathOrDefault()),
        Optional.ofNullable(request.status().clusterId()));
  }

  /**
   * Compares what the status remembers with an observation. What was read in another account proves
   * nothing.
   *
   * @param awsTime what the clock of AWS shows, with which the pings of the agents are compared
   * @param refusedTokens the incarnations whose client token AWS refused in this process
   */
  static Remembered update(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      LifecycleRules rules,
      Instant awsTime,
      Map<Key, Integer> refusedTokens) {
    if (desired instanceof DesiredState.Unobserved) {
      return unchanged(request);
    }
    PathStatus path = request.status().pathOrDefault();
    return new Remembered(
        LaunchHistory.update(
            request.status(),
            desired instanceof DesiredState.Resolved resolved
                ? resolved.topology()
                : Topology.EMPTY,
            observed,
            request.now()),
        Incarnations.update(request.status(), observed, refusedTokens),
        desired instanceof DesiredState.Resolved resolved
            ? PathHistory.update(path, rules, resolved.topology(), observed, awsTime)
            : PathHistory.unknown(path),
        ClusterPin.recorded(request, observed));
  }

  /** How long until a cutover can begin, if nothing but time is in its way. */
  Optional<Duration> gateOpensAfter(Instant awsTime) {
    return DnsPropagation.opensAfter(path, awsTime);
  }

  /** What delays the steps of a plan. */
  PlanGates gates(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      Attempts attempts,
      SharedVpc vpc,
      Instant awsTime) {
    if (!(desired instanceof DesiredState.Resolved resolved)) {
      return PlanGates.NONE;
    }
    Map<Key, String> postponed = new HashMap<>(launches.backoffs(request.now()));
    postponed.putAll(resolved.postponed());
    return new PlanGates(
        DnsPropagation.gate(path, awsTime),
        AgentReachability.gate(request.instances(), observed, path),
        postponed,
        incarnations.byKey(),
        launches.replaced(),
        attempts,
        vpc.gates(path, observed));
  }
}
