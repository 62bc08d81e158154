package io.ssmenv.operator;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the environments in the cache with those that were reconciled, once in each {@link
 * Timing#RESYNC_INTERVAL}, in memory. It forgets those that are gone and triggers the others.
 *
 * <p>Java Operator SDK drops its state of a name after a deletion, and then ignores every event
 * that is not an event of the resource. This source therefore sends events of the resource.
 */
final class Resync extends AbstractEventSource<Void, SsmManagedEnvironment> {

  private final KnownEnvironments known;
  private final Cache<SsmManagedEnvironment> cache;
  private final Function<SsmManagedEnvironment, Owner> owner;
  private final Runnable begin;
  private final Consumer<Owner> forget;
  private final InternalErrors internalErrors;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("resync").factory());

  /**
   * @param begin called when the cache knows all environments, and before the first reconcile
   */
  Resync(
      KnownEnvironments known,
      Cache<SsmManagedEnvironment> cache,
      Function<SsmManagedEnvironment, Owner> owner,
      Runnable begin,
      Consumer<Owner> forget,
      InternalErrors internalErrors) {
    super(Void.class, "resync");
    this.known = known;
    this.cache = cache;
    this.owner = owner;
    this.begin = begin;
    this.forget = forget;
    this.internalErrors = internalErrors;
  }

  @Override
  public void start() {
    super.start();
    begin.run();
    long millis = Timing.RESYNC_INTERVAL.toMillis();
    ScheduledFuture<?> _ =
        timer.scheduleWithFixedDelay(this::run, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    super.stop();
    timer.shutdownNow();
  }

  private void run() {
    if (!isRunning()) {
      return;
    }
    try {
      resync();
    } catch (Throwable e) { // An Error must not end the timer.
      internalErrors.report("The resync", CloudError.Internal.of("resync", e), e);
    }
  }

  private void resync() {
    if (known.isCurrent(
        cache.list().map(one -> one.getMetadata().getUid()).collect(Collectors.toSet()))) {
      return;
    }
    Map<Owner, SsmManagedEnvironment> existing =
        cache.list().collect(Collectors.toMap(owner, one -> one, (one, _) -> one));
    KnownEnvironments.Resync found = known.resync(existing.keySet());
    found.gone().forEach(forget);
    found.neverReconciled().stream().map(existing::get).forEach(this::trigger);
  }

  private void trigger(SsmManagedEnvironment environment) {
    getEventHandler()
        .handleEvent(
            new ResourceEvent(
                ResourceAction.UPDATED, ResourceID.fromResource(environment), environment));
  }

  @Override
  public Set<Void> getSecondaryResources(SsmManagedEnvironment primary) {
    return Set.of();
  }
}
