package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.Engine;
import io.ssmenv.engine.ReconcileFaultHandler;
import io.ssmenv.engine.ReconcileRequest;
import io.ssmenv.engine.ReconcileResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

  private static final Duration MIN_DELAY = Duration.ofMillis(1);

  private final Engine engine;
  private final ReconcileFaultHandler faults;
  private final String cluster;
  private final RecordedAccounts recordedAccounts;
  private final AwsEventSource awsEvents;
  private final KubernetesEvents events;
  private final OperatorMetrics metrics;
  private final InstantSource clock;

  private final InternalErrors internalErrors;
  private final KnownEnvironments known = new KnownEnvironments();

  /**
   * UIDs of the environments that were new to this process. No earlier process can have created AWS
   * resources for them.
   */
  private final Set<String> createdByThisProcess = ConcurrentHashMap.newKeySet();

  EnvironmentReconciler(
      Engine engine,
      ReconcileFaultHandler faults,
      String cluster,
      RecordedAccounts recordedAccounts,
      AwsEventSource awsEvents,
      KubernetesEvents events,
      OperatorMetrics metrics,
      InstantSource clock,
      InternalErrors internalErrors) {
    this.engine = engine;
    this.faults = faults;
    this.cluster = cluster;
    this.recordedAccounts = recordedAccounts;
    this.awsEvents = awsEvents;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
    this.internalErrors = internalErrors;
  }

  @Override
  public List<EventSource<?, SsmManagedEnvironment>> prepareEventSources(
      EventSourceContext<SsmManagedEnvironment> context) {
    recordedAccounts.readFrom(context.getPrimaryCache());
    return List.of(
        awsEvents.source(),
        new Resync(known, context.getPrimaryCache(), this::owner, this::forget, internalErrors));
  }

  @Override
  public UpdateControl<SsmManagedEnvironment> reconcile(
      SsmManagedEnvironment environment, Context<SsmManagedEnvironment> context) {
    Owner owner = owner(environment);
    if (context.isPrimaryResourceDeleted()) {
      known.deleted(owner, existingUid(environment, context)).forEach(this::forget);
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

  /** The UID of the object that has the name now, whichever object the deletion was about. */
  private static Optional<String> existingUid(
      SsmManagedEnvironment environment, Context<SsmManagedEnvironment> context) {
    return context
        .getPrimaryCache()
        .get(ResourceID.fromResource(environment))
        .map(existing -> existing.getMetadata().getUid());
  }

  private UpdateControl<SsmManagedEnvironment> reconcileExisting(
      SsmManagedEnvironment environment, Owner owner, Context<SsmManagedEnvironment> context) {
    if (isFinalized(environment)) {
      forget(owner);
      return UpdateControl.noUpdate();
    }
    if (isNew(environment)) {
      createdByThisProcess.add(owner.uid());
    }
    ReconcileResult result = faults.reconcile(request(environment, owner), engine::reconcile);
    if (result.needsFinalizer()) {
      PrimaryUpdateAndCacheUtils.addFinalizer(context, FINALIZER);
      return UpdateControl.<SsmManagedEnvironment>noUpdate().rescheduleAfter(MIN_DELAY);
    }
    if (result.removeFinalizer()) {
      PrimaryUpdateAndCacheUtils.removeFinalizer(context, FINALIZER);
      events.publish(environment, result.events()); // Not earlier: the removal may be retried.
      forget(owner);
      return UpdateControl.noUpdate();
    }
    metrics.recordStatus(owner, result.status());
    patchStatus(environment, result.status(), context);
    events.publish(environment, result.events());
    return requeue(result.requeueAt());
  }

  private static boolean isFinalized(SsmManagedEnvironment environment) {
    return environment.isMarkedForDeletion() && !environment.hasFinalizer(FINALIZER);
  }

  /**
   * Whether nothing can have been created for it yet: nothing is written before the finalizer is
   * set and the account is recorded, and taking off a finalizer does not undo that.
   */
  private static boolean isNew(SsmManagedEnvironment environment) {
    return !environment.hasFinalizer(FINALIZER) && status(environment).accountId() == null;
  }

  private ReconcileRequest request(SsmManagedEnvironment environment, Owner owner) {
    return new ReconcileRequest(
        owner,
        environment.getMetadata().getName(),
        environment.getMetadata().getGeneration(),
        environment.getSpec(),
        status(environment),
        environment.isMarkedForDeletion(),
        environment.hasFinalizer(FINALIZER),
        createdByThisProcess.contains(owner.uid()),
        clock.instant());
  }

  private Owner owner(SsmManagedEnvironment environment) {
    return new Owner(
        cluster,
        environment.getMetadata().getUid(),
        environment.getMetadata().getNamespace() + "/" + environment.getMetadata().getName());
  }

  private static EnvironmentStatus status(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getStatus()).orElseGet(EnvironmentStatus::none);
  }

  private void forget(Owner owner) {
    createdByThisProcess.remove(owner.uid());
    metrics.forget(owner);
    engine.forget(owner);
    faults.forget(owner);
  }

  /**
   * Applies the complete status on a new object, because server-side apply removes the fields that
   * a patch leaves out. The next reconcile must see this status even before the informer does;
   * otherwise it would publish the same events again.
   */
  private static void patchStatus(
      SsmManagedEnvironment environment,
      EnvironmentStatus status,
      Context<SsmManagedEnvironment> context) {
    if (status.equals(status(environment))) {
      return;
    }
    SsmManagedEnvironment patch = new SsmManagedEnvironment();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(environment.getMetadata().getName())
            .withNamespace(environment.getMetadata().getNamespace())
            .withUid(environment.getMetadata().getUid())
            .build());
    patch.setStatus(status);
    PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(environment, patch, context);
  }

  private UpdateControl<SsmManagedEnvironment> requeue(Optional<Instant> at) {
    UpdateControl<SsmManagedEnvironment> control = UpdateControl.noUpdate();
    at.ifPresent(instant -> {
      Duration delay = Duration.between(clock.instant(), instant);
      control.rescheduleAfter(delay.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : delay);
    });
    return control;
  }
}
