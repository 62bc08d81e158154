package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.state.StatusText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The status of an environment that the engine could not evaluate. Nothing was read, so every
 * condition about AWS is Unknown; the rest is what was last known.
 */
public record StalledStatus(ConditionReason reason, String message, Instant at) {

  /**
   * The conditions that stay as they were; during a deletion only the last one, which records that
   * there may be a session document.
   */
  private static final Set<ConditionType> KEPT =
      EnumSet.of(
          ConditionType.PATTERN_CHANGING,
          ConditionType.EGRESS_VERIFIED,
          ConditionType.SESSIONS_CONFIGURED);

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
   * @param deleting whether the environment is being deleted
   */
  public EnvironmentStatus on(EnvironmentStatus before, long generation, boolean deleting) {
    ConditionValue ready = deleting ? DeletionCondition.notReady(message) : value(Status.FALSE);
    List<Condition> conditions = new ArrayList<>();
    for (ConditionType type : ConditionType.values()) {
      Optional<ConditionValue> value =
          switch (type) {
            case READY -> Optional.of(ready);
            case NETWORK_READY, INSTANCES_ONLINE, IN_SYNC ->
                Optional.of(deleting ? DeletionCondition.PART : value(Status.UNKNOWN));
            case AWS_REACHABLE -> Optional.of(value(Status.UNKNOWN));
            case STALLED -> Optional.of(value(Status.TRUE));
            case DELETING -> deleting ? Optional.of(value(Status.TRUE)) : Optional.empty();
            case PATTERN_CHANGING, EGRESS_VERIFIED, SESSIONS_CONFIGURED -> Optional.empty();
            case OPERATOR_CONFLICT -> Optional.empty(); // The engine knows of no other operator.
            case RECONCILING -> Optional.empty(); // Not together with Stalled.
          };
      value.map(known -> condition(before, type, known, generation)).ifPresent(conditions::add);
      if (KEPT.contains(type) && (!deleting || type == ConditionType.SESSIONS_CONFIGURED)) {
        before.condition(type.wire()).ifPresent(conditions::add);
      }
    }
    return new EnvironmentStatus(
        generation,
        before.appliedGeneration(),
        before.accountId(),
        before.clusterId(),
        before.environmentId(),
        conditions,
        before.online(),
        before.egress(),
        before.pattern(),
        before.vpcId(),
        ready.reason().wire(),
        before.instances(),
        before.resources(),
        before.drift(),
        List.of(),
        before.facts(),
        before.incarnations(),
        before.path(),
        before.network(),
        before.sessions(),
        before.sessionsSince(),
        before.sessionWaits(),
        before.sessionDocument());
  }

  /** One event, unless the previous status shows the same. */
  public static List<StatusEvent> events(EnvironmentStatus before, EnvironmentStatus after) {
    return StatusEvents.between(
        before, after, Optional.empty(), Set.of(), Map.of(), List.of(), false);
  }

  private ConditionValue value(Status status) {
    return new ConditionValue(status, reason, message, "");
  }

  private Condition condition(
      EnvironmentStatus before, ConditionType type, ConditionValue value, long generation) {
    String since =
        before
            .condition(type.wire())
            .filter(condition -> condition.status() == value.status())
            .flatMap(condition -> Optional.ofNullable(condition.lastTransitionTime()))
            .orElse(StatusText.time(at));
    return new Condition(
        type.wire(), value.status(), generation, since, value.reason().wire(), value.message());
  }
}
