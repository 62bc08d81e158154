package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState;
import io.ssmenv.status.ConditionReason;
import io.ssmenv.status.ConditionType;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;

/** The first reading of AWS after a start, which must change no condition until it is complete. */
record FirstReading(ReconcileRequest request, DesiredState desired, Observation observed) {

  /**
   * Whether the operator has started and has not read everything yet, and no read has failed: what
   * the status says stays until it is known better, so that a restart changes no condition.
   */
  boolean isUnderWay() {
    return isFirstRead()
        && Long.valueOf(request.generation()).equals(request.status().observedGeneration())
        && observed.unlisted().values().stream()
            .allMatch(why ->
                why.cause() == Unlisted.Cause.NOT_READ
                    || why.cause() == Unlisted.Cause.AWAITING_PROOF);
  }

  /** A host is read with its guest. One that is read later has come, or come back, since. */
  private boolean isFirstRead() {
    boolean reading = !observed.unlisted().isEmpty();
    return switch (desired) {
      case DesiredState.ResolvingFacts _ -> reading || !awaitedHost();
      case DesiredState.ReadingHost _ -> reading;
      case DesiredState.Unresolved _ -> false;
      case DesiredState.Resolved _, DesiredState.Deleted _ -> false;
    };
  }

  private boolean awaitedHost() {
    return request
        .status()
        .condition(ConditionType.READY.wire())
        .filter(ready -> ready.reason().equals(ConditionReason.WAITING_FOR_HOST.wire()))
        .isPresent();
  }
}
