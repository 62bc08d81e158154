package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.FactTiming;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.InstancePlacements;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.state.SessionHistory;
import io.ssmenv.status.ConditionType;
import io.ssmenv.status.FailureContext;
import io.ssmenv.status.StatusBuilder;
import io.ssmenv.status.StatusEvent;
import io.ssmenv.status.StatusInputs;
import io.ssmenv.topology.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the result of a reconcile from the results of its stages.
 *
 * @param network who stands in the VPC, for the status
 * @param diagnosis why agents are silent
 * @param egress what the instances have answered
 * @param sessions the open sessions, and what waits for them
 * @param sessionTargets what was found of the log group, bucket and key of sessions
 * @param nextQuestion when the next of them is to be asked
 * @param failures what the messages about failures have to know
 * @param gateOpensAfter when a cutover can begin, if nothing but time is in its way
 */
record ResultBuilder(
    ReconcileRequest request,
    Observation observed,
    DesiredState desired,
    Remembered remembered,
    Plan plan,
    Progress progress,
    NetworkStatus network,
    PathDiagnosis diagnosis,
    EgressHistory egress,
    SessionHistory sessions,
    SessionTargetRefresh.Known sessionTargets,
    Optional<Instant> nextQuestion,
    FailureContext failures,
    Optional<Duration> gateOpensAfter) {

  /**
   * The result for an environment in a region that is not opened: nothing is observed.
   *
   * <p>No step is in flight where no region is open. An environment of which nothing exists
   * therefore gets no finalizer, which could not be removed while the region is refused.
   */
  static ReconcileResult regionRefused(ReconcileRequest request, String message) {
    EgressHistory egress = EgressHistory.recorded(request.spec(), request.status(), request.now());
    return new ResultBuilder(
            request,
            Observation.NOTHING,
            new DesiredState.RegionRefused(message),
            Remembered.unchanged(request),
            Plan.EMPTY,
            Progress.NONE,
            request.status().networkOrDefault(),
            PathDiagnosis.NONE,
            egress,
            SessionHistory.recorded(request.status()),
            SessionTargetRefresh.Known.NOTHING,
            egress.next(),
            FailureContext.NONE,
            Optional.empty())
        .build(true);
  }

  /**
   * @param idle whether no step is in flight, and none has ended since AWS was observed
   */
  ReconcileResult build(boolean idle) {
    StatusBuilder builder = new StatusBuilder(statusInputs(idle));
    EnvironmentStatus status =
        new FirstReading(request, desired, observed).isUnderWay()
            ? request.status()
            : builder.status();
    boolean removeFinalizer = idle && isFinished();
    List<StatusEvent> events = new ArrayList<>(builder.events(status));
    if (removeFinalizer && request.mode() == ReconcileMode.DELETING) {
      events.add(StatusEvent.deleted(String.valueOf(request.status().accountId())));
    }
    if (Adoption.isDone(request, observed)
        && isNew(status.clusterId(), request.status().clusterId())) {
      events.add(StatusEvent.adopted(Adoption.taken(request, observed)));
    }
    return new ReconcileResult(
        status,
        events,
        needsFinalizer(status, idle),
        removeFinalizer,
        requeueAt(status),
        isUnobserved() ? Optional.empty() : environmentId(),
        egress);
  }

  private boolean isUnobserved() {
    return desired instanceof DesiredState.Unobserved;
  }

  private StatusInputs statusInputs(boolean idle) {
    return new StatusInputs(
        request.generation(),
        request.status(),
        request.spec(),
        request.mode(),
        desired,
        isUnobserved() ? Optional.empty() : Optional.of(observed),
        isPlanned() ? Optional.of(plan) : Optional.empty(),
        progress,
        remembered.launches(),
        remembered.incarnations(),
        remembered.path().recorded(),
        remembered.cluster(),
        environmentId(),
        network,
        request.guestsInPlace(),
        diagnosis.hops(),
        diagnosis.health(),
        diagnosis.reboots(),
        egress,
        sessions,
        sessionTargets.findings(),
        new DocumentRecord(request).remains(observed, !isUnobserved(), idle),
        failures,
        request.now());
  }

  private boolean isPlanned() {
    return switch (desired) {
      case DesiredState.Adopting _ -> true;
      case DesiredState.Unresolved _ -> false;
      case DesiredState.Deleted _, DesiredState.Resolved _ -> true;
    };
  }

  /** The environment id for the status. Nothing is written before it is recorded. */
  private Optional<String> environmentId() {
    return switch (desired) {
      case DesiredState.Unobserved _ -> Optional.ofNullable(request.status().environmentId());
      default -> Optional.of(request.owner().environment());
    };
  }

  /**
   * Before the first write, and whenever something exists or may exist: somebody may have taken the
   * finalizer off.
   */
  private boolean needsFinalizer(EnvironmentStatus status, boolean idle) {
    if (request.hasFinalizer() || request.mode().deleting()) {
      return false;
    }
    boolean writes =
        request.mode() == ReconcileMode.ACTIVE
            && plan.writes().stream().anyMatch(Step.Write::ready);
    return writes || !idle || !status.resources().isEmpty() || !observed.duplicates().isEmpty();
  }

  /**
   * Whether nothing is left in AWS, and that is proven; or everything left is tagged as retained.
   */
  private boolean isFinished() {
    if (!(desired instanceof DesiredState.Deleted)) {
      return false;
    }
    return switch (request.mode()) {
      case DELETING, DELETING_PAUSED, DELETING_REPORT -> observed.provenEmpty();
      case RETAINED -> observed.unlisted().isEmpty() && plan.isDone();
      case ACTIVE, PAUSED, REPORT, DELETION_AWAITS_GUESTS -> false;
    };
  }

  private boolean awaitsFacts() {
    return awaitsFacts(desired);
  }

  private boolean awaitsFacts(DesiredState state) {
    return switch (state) {
      case DesiredState.AwaitingHost _ -> false; // The other environment wakes this one.
      case DesiredState.HostRefused _ -> false;
      case DesiredState.AdoptionAwaitsHost _ -> false;
      case DesiredState.Adopting _ -> false; // A step or a poll wakes it.
      case DesiredState.Unresolved _ -> true;
      case DesiredState.Resolved resolved ->
          !resolved.unresolvedImages().isEmpty()
              || !resolved.unresolvedFacts().isEmpty()
              || resolved.unplacedZones().filter(zones -> awaitsFacts(zones.why())).isPresent()
              || !new InstancePlacements(request.spec(), resolved.facts()).unplaced().isEmpty();
      case DesiredState.Deleted _ -> false;
    };
  }

  /** The next time at which work is due that does not trigger a reconcile by itself. */
  private Optional<Instant> requeueAt(EnvironmentStatus status) {
    boolean justRecorded =
        isNew(status.accountId(), request.status().accountId())
            || isNew(status.clusterId(), request.status().clusterId())
            || isNew(status.environmentId(), request.status().environmentId())
            || isNew(sessions(status), sessions(request.status()))
            || !status
                .networkOrDefault()
                .guests()
                .equals(request.status().networkOrDefault().guests());
    boolean zoneJustRejected =
        ZoneRefusals.isUnrecorded(desired, RememberedFacts.read(request.status()).offers());
    return Stream.of(
            Optional.of(request.now().plus(Timing.LONGEST_REST)),
            gateOpensAfter.map(request.now()::plus),
            progress.requeueAt(),
            remembered.launches().requeueAt(request.now()),
            diagnosis.requeueAt(),
            nextQuestion,
            sessions.requeueAt(),
            sessionTargets.requeueAt(),
            Optional.of(request.now().plus(FactTiming.RETRY)).filter(_ -> awaitsFacts()),
            justRecorded || zoneJustRejected
                ? Optional.of(request.now())
                : Optional.<Instant>empty())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private static @Nullable String sessions(EnvironmentStatus status) {
    return status
        .condition(ConditionType.SESSIONS_CONFIGURED.wire())
        .map(Condition::type)
        .orElse(null);
  }

  private static boolean isNew(@Nullable String recorded, @Nullable String before) {
    return recorded != null && !recorded.equals(before);
  }
}
