package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionTargets;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SessionTargetCheck;
import io.ssmenv.facts.RepeatedReadings;
import io.ssmenv.facts.SessionTargetReadings;
import io.ssmenv.topology.Observation;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Has the log group, the bucket and the key of sessions looked up beside the plan: nothing waits
 * for the answers but the status.
 */
record SessionTargetRefresh(SessionTargetReadings readings, OperatorClock clock) {

  /**
   * What is known.
   *
   * @param findings empty if nothing was read
   * @param requeueAt when it is to be read again
   */
  record Known(Optional<SessionFindings> findings, Optional<Instant> requeueAt) {
    static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
  }

  static SessionTargetRefresh of(
      Executor threads, OperatorClock clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    return new SessionTargetRefresh(
        new SessionTargetReadings(threads, clock.monotonic(), wake, internalErrors), clock);
  }

  /** Nothing is read that the administrator does not allow: it would show what the account has. */
  Known of(ReconcileRequest request, DesiredState desired, Observation observed, Cloud cloud) {
    SessionTargets targets = SessionTargetCheck.targets(request.spec());
    if (!(desired instanceof DesiredState.Resolved)
        || targets.isEmpty()
        || !request.isBuiltIn(observed.accountId())) {
      readings.forget(request.owner());
      return Known.NOTHING;
    }
    RepeatedReadings.Known<SessionFindings> known =
        readings.read(
            request.owner(),
            cloud.facts(),
            observed.accountId(),
            targets,
            findings -> new SessionTargetCheck(request.spec(), findings).isRight());
    return new Known(known.answer(), known.next().map(clock::deadline));
  }
}
