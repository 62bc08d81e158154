package io.ssmenv.cli.demo;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.status.ConditionReason;
import io.ssmenv.status.ConditionType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Since when nothing is deleted any more because specs forbid it. Somebody gets a while to change
 * them; nobody else ever does.
 */
final class BlockedDeletion {

  /** For a person who reads what to do, and does it in another terminal. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Optional<Instant> since = Optional.empty();
  private String names = "";

  /** Takes in what is left at a time. */
  void observe(List<SsmManagedEnvironment> left, Instant now) {
    List<SsmManagedEnvironment> forbidden =
        left.stream()
            .filter(one -> reason(one).filter(BlockedDeletion::forbids).isPresent())
            .toList();
    boolean blocked =
        !forbidden.isEmpty()
            && left.stream()
                .filter(one -> !forbidden.contains(one))
                .allMatch(one ->
                    reason(one).filter(ConditionReason.WAITING_FOR_GUESTS::equals).isPresent());
    since = blocked ? since.or(() -> Optional.of(now)) : Optional.empty();
    names =
        forbidden.stream()
            .map(one -> one.getMetadata().getName())
            .collect(Collectors.joining(", "));
  }

  /** The names of those whose specs block the deletion, once that has lasted too long. */
  Optional<String> tooLong(Instant now) {
    return since.filter(begin -> !now.isBefore(begin.plus(LIMIT))).map(_ -> names);
  }

  /** Whether only a change of the spec ends a reason of the condition Deleting. */
  private static boolean forbids(ConditionReason reason) {
    return reason == ConditionReason.PAUSED || reason == ConditionReason.REPORT_ONLY;
  }

  private static Optional<ConditionReason> reason(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getStatus())
        .flatMap(status -> status.condition(ConditionType.DELETING.wire()))
        .flatMap(condition -> ConditionReason.parse(condition.reason()));
  }
}
