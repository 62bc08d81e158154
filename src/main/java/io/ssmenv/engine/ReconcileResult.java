package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.status.StatusEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the engine found and did.
 *
 * @param status to be written
 * @param events to be told
 * @param needsFinalizer whether the finalizer has to be put on, before anything else
 * @param removeFinalizer whether nothing is left, or nothing is to be done about what is left: the
 *     finalizer comes off
 * @param requeueAt when to look again, unless woken before
 */
public record ReconcileResult(
    EnvironmentStatus status,
    List<StatusEvent> events,
    boolean needsFinalizer,
    boolean removeFinalizer,
    Optional<Instant> requeueAt) {

  public ReconcileResult {
    events = List.copyOf(events);
  }
}
