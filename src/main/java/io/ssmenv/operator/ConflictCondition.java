package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.state.StatusText;
import io.ssmenv.status.ConditionReason;
import io.ssmenv.status.ConditionType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The condition that a second operator selects an environment. The engine knows of none. */
final class ConflictCondition {

  /** How soon it goes when the other operator has ended, which nothing tells. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private ConflictCondition() {}

  /** The time at which to look whether the other operator has ended, or an earlier one. */
  static Optional<Instant> orLook(
      SsmManagedEnvironment environment, Optional<Instant> other, Instant now) {
    return Stream.concat(
            other.stream(),
            environment.annotation(OperatorClaim.REFUSED).map(_ -> now.plus(LOOK)).stream())
        .min(Instant::compareTo);
  }

  static EnvironmentStatus addTo(
      EnvironmentStatus status, EnvironmentStatus before, String message, Instant now) {
    String type = ConditionType.OPERATOR_CONFLICT.wire();
    Condition condition =
        new Condition(
            type,
            Condition.Status.TRUE,
            status.observedGeneration(),
            before
                .condition(type)
                .flatMap(known -> Optional.ofNullable(known.lastTransitionTime()))
                .orElse(StatusText.time(now)),
            ConditionReason.CLAIMED_TWICE.wire(),
            message);
    return with(
        status,
        Stream.concat(
                status.conditions().stream().filter(one -> !one.type().equals(type)),
                Stream.of(condition))
            .toList());
  }

  private static EnvironmentStatus with(EnvironmentStatus status, List<Condition> conditions) {
    return new EnvironmentStatus(
        status.observedGeneration(),
        status.appliedGeneration(),
        status.accountId(),
        status.clusterId(),
        status.environmentId(),
        conditions,
        status.online(),
        status.egress(),
        status.pattern(),
        status.vpcId(),
        status.reason(),
        status.instances(),
        status.resources(),
        status.drift(),
        status.plan(),
        status.facts(),
        status.incarnations(),
        status.path(),
        status.network(),
        status.sessions(),
        status.sessionsSince(),
        status.sessionWaits(),
        status.sessionDocument());
  }
}
