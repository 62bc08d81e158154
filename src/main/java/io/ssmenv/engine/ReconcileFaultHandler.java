package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RetryTiming;
import io.ssmenv.status.InternalErrorStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a fault of the operator in a reconcile into a result. The status shows the fault, and the
 * environment is retried with exponential back-off, regardless of which event triggers a reconcile.
 * Other environments are not affected.
 */
public final class ReconcileFaultHandler {

  /**
   * The last fault of an environment.
   *
   * @param retryAt by the monotonic clock
   * @param status to be written until the next attempt, in case that it could not be stored
   */
  private record Fault(
      int times, Instant retryAt, long generation, boolean deleting, InternalErrorStatus status) {

    /** Whether it still has to wait: a person who changes or deletes the environment ends that. */
    boolean delays(ReconcileRequest request, Instant now) {
      return now.isBefore(retryAt)
          && request.generation() == generation
          && request.deleting() == deleting;
    }
  }

  private static final Logger log = LoggerFactory.getLogger(ReconcileFaultHandler.class);

  private final InternalErrors internalErrors;
  private final OperatorClock clock;
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  public ReconcileFaultHandler(InternalErrors internalErrors, OperatorClock clock) {
    this.internalErrors = internalErrors;
    this.clock = clock;
  }

  /** Reconciles, unless the environment has to wait after a fault. A shutdown is no fault. */
  public ReconcileResult reconcile(
      ReconcileRequest request, Function<ReconcileRequest, ReconcileResult> reconcile) {
    String uid = request.owner().uid();
    Fault last = faults.get(uid);
    if (last != null && last.delays(request, clock.monotonic().instant())) {
      return result(request, last);
    }
    try {
      ReconcileResult result = reconcile.apply(request);
      faults.remove(uid);
      return result;
    } catch (RejectedExecutionException e) {
      log.debug("{} is not reconciled: the operator is shutting down", request.owner(), e);
      return ReconcileResult.unchanged(request.status());
    } catch (Throwable e) { // An Error, too, concerns this environment only.
      Fault fault = fault(request, e, last == null ? 1 : last.times() + 1);
      faults.put(uid, fault);
      return result(request, fault);
    }
  }

  private Fault fault(ReconcileRequest request, Throwable failure, int times) {
    CloudError.Internal error = CloudError.Internal.of("Reconcile", failure);
    internalErrors.report(request.owner() + ": reconcile", error, failure);
    return new Fault(
        times,
        clock.monotonic().instant().plus(RetryTiming.INTERNAL_ERROR_BACKOFF.after(times)),
        request.generation(),
        request.deleting(),
        new InternalErrorStatus(error, request.now()));
  }

  private ReconcileResult result(ReconcileRequest request, Fault fault) {
    EnvironmentStatus status =
        fault.status().on(request.status(), request.generation(), request.deleting());
    return new ReconcileResult(
        status,
        InternalErrorStatus.events(request.status(), status),
        false,
        false,
        Optional.of(clock.deadline(fault.retryAt())));
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    faults.remove(owner.uid());
  }
}
