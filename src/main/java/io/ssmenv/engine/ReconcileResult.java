package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.status.StatusEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has to be written to Kubernetes after a reconcile.
 *
 * @param status the whole status
 * @param events to be published once the status is stored
 * @param needsFinalizer whether the finalizer has to be set before anything else is done
 * @param removeFinalizer whether nothing is left in AWS, or everything that is left is retained
 * @param requeueAt when to reconcile again at the latest; empty if an event will trigger it
 * @param environment the environment id that AWS proves; empty if that is not known
 * @param egress the answers of the instances in the status, and which of them are outdated
 */
public record ReconcileResult(
    EnvironmentStatus status,
    List<StatusEvent> events,
    boolean needsFinalizer,
    boolean removeFinalizer,
    Optional<Instant> requeueAt,
    Optional<String> environment,
    EgressHistory egress) {

  public ReconcileResult {
    events = List.copyOf(events);
  }

  /** A result that says nothing about the environment id and the age of answers. */
  ReconcileResult(
      EnvironmentStatus status,
      List<StatusEvent> events,
      boolean needsFinalizer,
      boolean removeFinalizer,
      Optional<Instant> requeueAt) {
    this(
        status,
        events,
        needsFinalizer,
        removeFinalizer,
        requeueAt,
        Optional.empty(),
        EgressHistory.NONE);
  }

  /** Nothing is written, and an event will trigger the next reconcile. */
  static ReconcileResult unchanged(EnvironmentStatus status) {
    return new ReconcileResult(status, List.of(), false, false, Optional.empty());
  }
}
