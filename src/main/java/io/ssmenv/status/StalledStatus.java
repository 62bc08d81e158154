package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.state.StatusText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The status of an environment that the engine could not evaluate. Only Ready, Stalled and
 * Reconciling change.
 */
public record StalledStatus(ConditionReason reason, String message, Instant at) {

  /**
   * The status of an environment whose spec this version of the operator cannot read.
   *
   * @param problem names the field
   */
  public static StalledStatus unsupportedSpec(String problem, Instant at) {
    return new StalledStatus(
        ConditionReason.UNSUPPORTED_SPEC,
        problem
            + ". The operator writes nothing to AWS for this environment, and a deletion waits."
            + " Change the spec, or run a version of the operator that supports it",
        at);
  }

  /**
   * The whole status, to be written.
   *
   * @param before the status as last written
   * @param generation of the spec
   */
  public EnvironmentStatus on(EnvironmentStatus before, long generation) {
    List<Condition> conditions = new ArrayList<>();
    for (ConditionType type : ConditionType.values()) {
      switch (type) {
        case READY -> conditions.add(condition(before, type, Status.FALSE, generation));
        case STALLED -> conditions.add(condition(before, type, Status.TRUE, generation));
        case RECONCILING -> {} // Not together with Stalled.
        case NETWORK_READY, INSTANCES_ONLINE, IN_SYNC, AWS_REACHABLE ->
            conditions.add(
                before
                    .condition(type.wire())
                    .orElseGet(() -> condition(before, type, Status.UNKNOWN, generation)));
        case PATTERN_CHANGING, DELETING -> before.condition(type.wire()).ifPresent(conditions::add);
      }
    }
    return new EnvironmentStatus(
        generation,
        before.accountId(),
        before.clusterId(),
        conditions,
        before.online(),
        before.egress(),
        before.pattern(),
        before.vpcId(),
        reason.wire(),
        before.instances(),
        before.resources(),
        before.drift(),
        before.plan(),
        before.facts(),
        before.incarnations(),
        before.path());
  }

  /** One event, unless the previous status shows the same. */
  public static List<StatusEvent> events(EnvironmentStatus before, EnvironmentStatus after) {
    return StatusEvents.between(before, after, Optional.empty(), Set.of());
  }

  private Condition condition(
      EnvironmentStatus before, ConditionType type, Status status, long generation) {
    String since =
        before
            .condition(type.wire())
            .filter(condition -> condition.status() == status)
            .flatMap(condition -> Optional.ofNullable(condition.lastTransitionTime()))
            .orElse(StatusText.time(at));
    return new Condition(type.wire(), status, generation, since, reason.wire(), message);
  }
}
