package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.InstancePlacements;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.UnplacedZones;
import io.ssmenv.desired.UnresolvedFact;
import io.ssmenv.desired.UnresolvedImage;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.state.Incarnations;
import io.ssmenv.state.KnownHealth;
import io.ssmenv.state.LaunchHistory;
import io.ssmenv.state.SessionHistory;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of all stages of one reconcile, from which the status is built.
 *
 * @param generation of the spec
 * @param before the status as it was; {@link EnvironmentStatus#none()} for a new environment
 * @param observed empty if nothing was read, or if it was read in another account
 * @param plan empty if there is no desired state, or if nothing was observed
 * @param incarnations as the plan was made with
 * @param cluster the cluster id with which the resources are tagged; empty while it is not known
 * @param environment the environment id with which the resources are tagged
 * @param network who stands in the VPC of the environment
 * @param guests the names of the environments that have something in it
 * @param stoppedAt where each silent agent is stopped, or may be, by the name of its instance
 * @param health of the instances, as far as it was read
 * @param reboots because agents sleep, by the name of the instance
 * @param egress what the instances have answered
 * @param sessions the open sessions, and what waits for them
 * @param sessionTargets what was found of the log group, bucket and key of sessions
 * @param mayHaveDocument whether a session document exists, or may exist
 * @param failures what the messages about failures have to know
 * @param now becomes part of the status only where something changes
 */
public record StatusInputs(
    long generation,
    EnvironmentStatus before,
    EnvironmentSpec spec,
    ReconcileMode mode,
    DesiredState desired,
    Optional<Observation> observed,
    Optional<Plan> plan,
    Progress progress,
    LaunchHistory launches,
    Incarnations incarnations,
    PathStatus path,
    Optional<String> cluster,
    Optional<String> environment,
    NetworkStatus network,
    List<String> guests,
    Map<String, List<Hop>> stoppedAt,
    KnownHealth health,
    Map<String, RebootStatus> reboots,
    EgressHistory egress,
    SessionHistory sessions,
    Optional<SessionFindings> sessionTargets,
    boolean mayHaveDocument,
    FailureContext failures,
    Instant now) {

  /** The results for an environment that shares its VPC with no other one. */
  public StatusInputs(
      long generation,
      EnvironmentStatus before,
      EnvironmentSpec spec,
      ReconcileMode mode,
      DesiredState desired,
      Optional<Observation> observed,
      Optional<Plan> plan,
      Progress progress,
      LaunchHistory launches,
      Incarnations incarnations,
      PathStatus path,
      Optional<String> cluster,
      Instant now) {
    this(
        generation,
        before,
        spec,
        mode,
        desired,
        observed,
        plan,
        progress,
        launches,
        incarnations,
        path,
        cluster,
        Optional.empty(),
        NetworkStatus.NONE,
        List.of(),
        Map.of(),
        KnownHealth.NONE,
        Map.of(),
        EgressHistory.NONE,
        SessionHistory.NONE,
        Optional.empty(),
        false,
        FailureContext.NONE,
        now);
  }

  /** The desired topology; empty if there is none. */
  Optional<Topology> topology() {
    return switch (desired) {
      case DesiredState.Resolved resolved -> Optional.of(resolved.topology());
      case DesiredState.Deleted _ -> Optional.of(Topology.EMPTY);
      case DesiredState.Unresolved _ -> Optional.empty();
    };
  }

  /** A failed step, with the zones in which it failed. */
  ResourceFailure failure(Progress.Failure failure) {
    return ResourceFailure.of(failure, topology(), failures.undecided());
  }

  /**
   * The desired topology, if all of it is known: what is not in it is not desired. The instances of
   * a group without an image or a zone are not in the topology, but they are desired.
   */
  Optional<Topology> completeTopology() {
    return topology()
        .filter(_ ->
            unresolvedImages().isEmpty()
                && unresolvedFacts().isEmpty()
                && unplacedZones().isEmpty()
                && unplaced().isEmpty());
  }

  /** The facts, if they were resolved in this reconcile; else those in the status are kept. */
  Optional<Facts> facts() {
    return desired instanceof DesiredState.Resolved resolved
        ? Optional.of(resolved.facts())
        : Optional.empty();
  }

  /** The instance groups whose image is not known. */
  List<UnresolvedImage> unresolvedImages() {
    return desired instanceof DesiredState.Resolved resolved
        ? resolved.unresolvedImages()
        : List.of();
  }

  /** Whether it is not known if the spec asks for a resource that does not exist. */
  boolean isUndecided(Key key) {
    return unresolvedFacts().stream().anyMatch(fact -> fact.keys().contains(key))
        && observed.flatMap(seen -> seen.find(key)).isEmpty();
  }

  /** The values that could not be looked up. */
  List<UnresolvedFact> unresolvedFacts() {
    return desired instanceof DesiredState.Resolved resolved
        ? resolved.unresolvedFacts()
        : List.of();
  }

  /** The zones of the spec for which the VPC has no place. */
  Optional<UnplacedZones> unplacedZones() {
    return desired instanceof DesiredState.Resolved resolved
        ? resolved.unplacedZones()
        : Optional.empty();
  }

  /** The instance groups that the zones of the environment do not serve. */
  List<InstancePlacements.Unplaced> unplaced() {
    return facts().map(facts -> new InstancePlacements(spec, facts).unplaced()).orElse(List.of());
  }

  /** Whether it is only not known yet what is desired, because AWS has not answered. */
  boolean isLookedUp() {
    return switch (desired) {
      case DesiredState.ResolvingFacts _, DesiredState.ReadingHost _ -> true;
      case DesiredState.FactFailed(_, CloudError error) -> !error.needsAttention();
      case DesiredState.Unresolved _ -> false;
      case DesiredState.Resolved _, DesiredState.Deleted _ -> false;
    };
  }

  /** Why there is no desired state. */
  Optional<Problem> problem() {
    return desired instanceof DesiredState.Unresolved unresolved
        ? Optional.of(Problem.of(unresolved))
        : Optional.empty();
  }

  /** A condition as it was, if it was about this generation of the spec. */
  Optional<Condition> before(ConditionType type) {
    return before
        .condition(type.wire())
        .filter(condition -> Long.valueOf(generation).equals(condition.observedGeneration()));
  }

  /** Whether a condition was True, for this generation of the spec. */
  boolean wasTrue(ConditionType type) {
    return before(type)
        .filter(condition -> condition.status() == Condition.Status.TRUE)
        .isPresent();
  }
}
