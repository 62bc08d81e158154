package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.state.StatusText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The status of an environment whose reconcile ended in a fault of the operator: everything stays
 * as it was, but for Ready and Stalled.
 */
public final class InternalErrorStatus {

  private final EnvironmentStatus before;
  private final EnvironmentStatus after;

  /**
   * @param before the status as last written
   * @param generation of the spec
   */
  public InternalErrorStatus(
      EnvironmentStatus before, long generation, CloudError.Internal error, Instant now) {
    this.before = before;
    String message = Messages.withAdvice(error.summary(), error);
    List<Condition> conditions = new ArrayList<>();
    for (ConditionType type : ConditionType.values()) {
      switch (type) {
        case READY -> conditions.add(condition(type, Status.FALSE, message, generation, now));
        case STALLED -> conditions.add(condition(type, Status.TRUE, message, generation, now));
        case RECONCILING -> {} // Not together with Stalled.
        case NETWORK_READY, INSTANCES_ONLINE, IN_SYNC, AWS_REACHABLE ->
            conditions.add(
                before
                    .condition(type.wire())
                    .orElseGet(() -> condition(type, Status.UNKNOWN, message, generation, now)));
        case PATTERN_CHANGING, DELETING -> before.condition(type.wire()).ifPresent(conditions::add);
      }
    }
    this.after =
        new EnvironmentStatus(
            generation,
            before.accountId(),
            conditions,
            before.online(),
            before.egress(),
            before.pattern(),
            before.vpcId(),
            ConditionReason.INTERNAL_ERROR.wire(),
            before.instances(),
            before.resources(),
            before.drift(),
            before.plan(),
            before.facts());
  }

  /** The whole status, to be written. */
  public EnvironmentStatus status() {
    return after;
  }

  /** One event, unless the previous status had the same fault. */
  public List<StatusEvent> events() {
    return StatusEvents.between(before, after, Optional.empty());
  }

  private Condition condition(
      ConditionType type, Status status, String message, long generation, Instant now) {
    String since =
        before
            .condition(type.wire())
            .filter(one -> one.status() == status)
            .flatMap(one -> Optional.ofNullable(one.lastTransitionTime()))
            .orElse(StatusText.time(now));
    return new Condition(
        type.wire(), status, generation, since, ConditionReason.INTERNAL_ERROR.wire(), message);
  }
}
