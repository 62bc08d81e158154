package io.ssmenv.operator;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.Engine;
import io.ssmenv.engine.NewEnvironments;
import io.ssmenv.engine.ReconcileFaultHandler;
import io.ssmenv.engine.ReconcileRequest;
import io.ssmenv.engine.ReconcileResult;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.status.StalledStatus;
import io.ssmenv.status.StatusEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Passes an environment to the engine and stores the result in Kubernetes: the finalizer before the
 * first write to AWS, then the status and the events; it removes the finalizer when nothing is left
 * in AWS. It never blocks: {@link AwsEventSource} triggers the next reconcile.
 */
@ControllerConfiguration(
    name = "ssmenv",
    finalizerName = EnvironmentReconciler.FINALIZER,
    fieldManager = "ssmenv-operator",
    generationAwareEventProcessing = false, // It would hide that the finalizer was taken off.
    informer = @Informer(onUpdateFilter = TriggeringUpdates.class),
    triggerReconcilerOnAllEvents = true)
final class EnvironmentReconciler implements Reconciler<SsmManagedEnvironment> {

  static final String FINALIZER = "ssmenv.io/aws-resources";

  private final Engine engine;
  private final ReconcileFaultHandler faults;
  private final String cluster;
  private final InformedEnvironments informed;
  private final AwsEventSource awsEvents;
  private final KubernetesEvents events;
  private final OperatorMetrics metrics;
  private final InstantSource clock;
  private final InternalErrors internalErrors;
  private final KnownEnvironments known = new KnownEnvironments();
  private final NewEnvironments created = new NewEnvironments();
  private final StallLog stalls = new StallLog();

  private final StatusStore statuses;
  private final OperatorClaims claims;

  EnvironmentReconciler(
      Engine engine,
      ReconcileFaultHandler faults,
      String cluster,
      InformedEnvironments informed,
      AwsEventSource awsEvents,
      KubernetesEvents events,
      OperatorMetrics metrics,
      OperatorClock clock,
      OperatorClaims claims,
      InternalErrors internalErrors) {
    this.engine = engine;
    this.faults = faults;
    this.cluster = cluster;
    this.informed = informed;
    this.awsEvents = awsEvents;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock.wall();
    this.statuses = new StatusStore(clock.monotonic(), events::publish);
    this.claims = claims;
    this.internalErrors = internalErrors;
  }

  @Override
  public List<EventSource<?, SsmManagedEnvironment>> prepareEventSources(
      EventSourceContext<SsmManagedEnvironment> context) {
    informed.readFrom(context.getPrimaryCache());
    return List.of(
        awsEvents.source(),
        new Resync(
            known,
            context.getPrimaryCache(),
            this::owner,
            this::begin,
            this::forget,
            internalErrors));
  }

  /** Called before the first reconcile, and again when this replica becomes the leader. */
  void begin() {
    created.begin(informed.uids().orElse(Set.of()));
  }

  @Override
  public UpdateControl<SsmManagedEnvironment> reconcile(
      SsmManagedEnvironment environment, Context<SsmManagedEnvironment> context) {
    Owner owner = owner(environment);
    if (context.isPrimaryResourceDeleted()) {
      known.deleted(owner, informed.uidOf(environment)).forEach(this::forget);
      return UpdateControl.noUpdate();
    }
    known.begin(owner).forEach(this::forget);
    try {
      return reconcileExisting(environment, owner, context);
    } finally {
      if (!known.contains(owner)) { // A resync has found meanwhile that it is gone.
        forget(owner);
      }
    }
  }

  private UpdateControl<SsmManagedEnvironment> reconcileExisting(
      SsmManagedEnvironment environment, Owner owner, Context<SsmManagedEnvironment> context) {
    if (isFinalized(environment)) {
      forget(owner);
      return UpdateControl.noUpdate();
    }
    var elsewhere = Requeue.unlessOwn(claims.standing(environment, context), () -> release(owner));
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    EnvironmentStatus before = statuses.status(environment);
    if (environment.specProblem().isPresent()) {
      return reportUnsupported(environment, environment.specProblem().get(), before, context);
    }
    ReconcileRequest request = request(environment, owner, before);
    ReconcileResult result = faults.reconcile(request, engine::reconcile);
    if (result.needsFinalizer()) {
      PrimaryUpdateAndCacheUtils.addFinalizer(context, FINALIZER);
      return Requeue.soon();
    }
    if (result.removeFinalizer()) {
      PrimaryUpdateAndCacheUtils.removeFinalizer(context, FINALIZER);
      events.publish(environment, result.events()); // Not earlier: the removal may be retried.
      forget(owner);
      return UpdateControl.noUpdate();
    }
    Optional<Instant> heldUntil =
        store(environment, result.status(), result.egress(), result.events(), context);
    StatusWriter.showId(environment, result, context);
    Instant now = clock.instant();
    return Requeue.at(
        now, heldUntil, ConflictCondition.orLook(environment, result.requeueAt(), now));
  }

  /**
   * Another version of the operator may know the spec: nothing is read or written in AWS for it.
   */
  private UpdateControl<SsmManagedEnvironment> reportUnsupported(
      SsmManagedEnvironment environment,
      String problem,
      EnvironmentStatus before,
      Context<SsmManagedEnvironment> context) {
    if (!before.resources().isEmpty()
        && !environment.isMarkedForDeletion()
        && !environment.hasFinalizer(FINALIZER)) {
      PrimaryUpdateAndCacheUtils.addFinalizer(context, FINALIZER);
      return Requeue.soon();
    }
    EnvironmentStatus status =
        StalledStatus.unsupportedSpec(problem, clock.instant())
            .on(
                before,
                environment.getMetadata().getGeneration(),
                environment.isMarkedForDeletion());
    return Requeue.at(
        clock.instant(),
        store(
            environment, status, EgressHistory.NONE, StalledStatus.events(before, status), context),
        Optional.empty());
  }

  /** Returns when the environment has to be reconciled again, if its status was held back. */
  private Optional<Instant> store(
      SsmManagedEnvironment environment,
      EnvironmentStatus built,
      EgressHistory egress,
      List<StatusEvent> statusEvents,
      Context<SsmManagedEnvironment> context) {
    Owner owner = owner(environment);
    EnvironmentStatus status =
        claims.withConflict(
            environment, statuses.status(environment), built, clock.instant(), context);
    metrics.recordStatus(owner, status, egress);
    stalls.record(owner, StatusStore.stored(environment), status);
    return statuses
        .store(
            environment,
            status,
            statusEvents,
            (one, next) -> StatusWriter.write(one, next, context))
        .map(clock.instant()::plus);
  }

  private static boolean isFinalized(SsmManagedEnvironment environment) {
    return environment.isMarkedForDeletion() && !environment.hasFinalizer(FINALIZER);
  }

  private ReconcileRequest request(
      SsmManagedEnvironment environment, Owner owner, EnvironmentStatus before) {
    return new ReconcileRequest(
            owner,
            environment.getMetadata().getName(),
            environment.getMetadata().getGeneration(),
            environment.getSpec(),
            before,
            environment.isMarkedForDeletion(),
            environment.hasFinalizer(FINALIZER),
            created.contains(owner.uid(), environment.hasFinalizer(FINALIZER), before),
            clock.instant(),
            informed.peersOf(environment, before, this::owner))
        .claiming(informed.claimOf(environment, before));
  }

  private Owner owner(SsmManagedEnvironment environment) {
    return new Owner(
        cluster,
        environment.getMetadata().getUid(),
        environment.getMetadata().getNamespace() + "/" + environment.getMetadata().getName());
  }

  private void forget(Owner owner) {
    release(owner);
    claims.forget(owner);
  }

  /** Drops what is remembered of an environment of which another operator takes care. */
  private void release(Owner owner) {
    created.forget(owner.uid());
    statuses.forget(owner.uid());
    metrics.forget(owner);
    stalls.forget(owner);
    engine.forget(owner);
    faults.forget(owner);
  }
}
