package io.ssmenv.engine;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.status.InternalErrorStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Turns a fault of the operator in a reconcile into a result: it is shown in the status, and the
 * environment is retried after growing pauses, whatever wakes it. Other environments are not
 * affected.
 */
public final class ReconcileFaults {

  private record Fault(int times, Instant retryAt) {}

  private final InternalErrors internalErrors;
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  public ReconcileFaults(InternalErrors internalErrors) {
    this.internalErrors = internalErrors;
  }

  /** Reconciles, unless a fault of the same environment has to wait for its next attempt. */
  public ReconcileResult guard(
      ReconcileRequest request, Function<ReconcileRequest, ReconcileResult> reconcile) {
    String uid = request.owner().uid();
    Fault last = faults.get(uid);
    if (last != null && request.now().isBefore(last.retryAt())) {
      return new ReconcileResult(
          request.status(), List.of(), false, false, Optional.of(last.retryAt()));
    }
    try {
      ReconcileResult result = reconcile.apply(request);
      faults.remove(uid);
      return result;
    } catch (Throwable e) { // An Error, too, concerns this environment only.
      int times = last == null ? 1 : last.times() + 1;
      return failed(request, e, times);
    }
  }

  private ReconcileResult failed(ReconcileRequest request, Throwable failure, int times) {
    CloudError.Internal error = CloudError.Internal.of("Reconcile", failure);
    internalErrors.report(request.owner() + ": reconcile", error, failure);
    Instant retryAt = request.now().plus(Timing.INTERNAL_ERROR_BACKOFF.after(times));
    faults.put(request.owner().uid(), new Fault(times, retryAt));
    InternalErrorStatus status =
        new InternalErrorStatus(request.status(), request.generation(), error, request.now());
    return new ReconcileResult(
        status.status(), status.events(), false, false, Optional.of(retryAt));
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    faults.remove(owner.uid());
  }
}
