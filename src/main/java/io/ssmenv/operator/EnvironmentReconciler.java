package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.Engine;
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
 * Hands an environment to the engine and writes down what it reports: the finalizer before anything
 * is created, the status, the events, and the finalizer off when nothing is left. It waits for
 * nothing; what it waits for wakes it.
 */
@ControllerConfiguration(
    name = "ssmenv",
    finalizerName = EnvironmentReconciler.FINALIZER,
    fieldManager = "ssmenv-operator",
    triggerReconcilerOnAllEvents = true)
final class EnvironmentReconciler implements Reconciler<SsmManagedEnvironment> {

  static final String FINALIZER = "ssmenv.io/aws-resources";

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Engine engine;
  private final String cluster;
  private final AwsEventSource awsEvents;
  private final KubernetesEvents events;
  private final OperatorMetrics metrics;
  private final InstantSource clock;

  /**
   * Environments on which this very process has put the finalizer: no earlier one can have created
   * anything for them.
   */
  private final Set<String> startedByThisProcess = ConcurrentHashMap.newKeySet();

  EnvironmentReconciler(
      Engine engine,
      String cluster,
      AwsEventSource awsEvents,
      KubernetesEvents events,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.engine = engine;
    this.cluster = cluster;
    this.awsEvents = awsEvents;
    this.events = events;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, SsmManagedEnvironment>> prepareEventSources(
      EventSourceContext<SsmManagedEnvironment> context) {
    return List.of(awsEvents.source());
  }

  @Override
  public UpdateControl<SsmManagedEnvironment> reconcile(
      SsmManagedEnvironment environment, Context<SsmManagedEnvironment> context) {
    Owner owner = owner(environment);
    if (context.isPrimaryResourceDeleted() || isReleased(environment)) {
      forget(owner);
      return UpdateControl.noUpdate();
    }
    ReconcileResult result = engine.reconcile(request(environment, owner));
    if (result.needsFinalizer()) {
      startedByThisProcess.add(owner.uid());
      PrimaryUpdateAndCacheUtils.addFinalizer(context, FINALIZER);
      return UpdateControl.<SsmManagedEnvironment>noUpdate().rescheduleAfter(AT_ONCE);
    }
    if (result.removeFinalizer()) {
      PrimaryUpdateAndCacheUtils.removeFinalizer(context, FINALIZER);
      events.publish(environment, result.events()); // No sooner: the removal may be repeated.
      forget(owner);
      return UpdateControl.noUpdate();
    }
    metrics.recordStatus(owner, result.status());
    store(environment, result.status(), context);
    events.publish(environment, result.events());
    return requeue(result.requeueAt());
  }

  private static boolean isReleased(SsmManagedEnvironment environment) {
    return environment.isMarkedForDeletion() && !environment.hasFinalizer(FINALIZER);
  }

  private ReconcileRequest request(SsmManagedEnvironment environment, Owner owner) {
    boolean hasFinalizer = environment.hasFinalizer(FINALIZER);
    return new ReconcileRequest(
        owner,
        environment.getMetadata().getName(),
        environment.getMetadata().getGeneration(),
        environment.getSpec(),
        status(environment),
        environment.isMarkedForDeletion(),
        hasFinalizer,
        !hasFinalizer || startedByThisProcess.contains(owner.uid()),
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
    startedByThisProcess.remove(owner.uid());
    metrics.forget(owner);
    engine.forget(owner);
  }

  /**
   * The whole status on a fresh object: server-side apply takes away what a patch leaves out. The
   * next reconcile sees it even before the informer does; else what happened would be told twice.
   */
  private static void store(
      SsmManagedEnvironment environment,
      EnvironmentStatus status,
      Context<SsmManagedEnvironment> context) {
    if (status.equals(status(environment))) {
      return;
    }
    SsmManagedEnvironment fresh = new SsmManagedEnvironment();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(environment.getMetadata().getName())
            .withNamespace(environment.getMetadata().getNamespace())
            .withUid(environment.getMetadata().getUid())
            .build());
    fresh.setStatus(status);
    PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(environment, fresh, context);
  }

  private UpdateControl<SsmManagedEnvironment> requeue(Optional<Instant> at) {
    UpdateControl<SsmManagedEnvironment> control = UpdateControl.noUpdate();
    at.ifPresent(instant -> {
      Duration pause = Duration.between(clock.instant(), instant);
      control.rescheduleAfter(pause.compareTo(AT_ONCE) < 0 ? AT_ONCE : pause);
    });
    return control;
  }
}
