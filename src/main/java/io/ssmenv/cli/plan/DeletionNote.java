package io.ssmenv.cli.plan;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.status.ConditionReason;
import io.ssmenv.status.ConditionType;
import java.util.Optional;
import java.util.Set;

/**
 * What a person has to know of an environment that is being deleted. A deletion may be blocked for
 * as long as somebody wants, and until it is carried out, everything works as before.
 */
public final class DeletionNote {

  /** Reasons of a deletion that neither is blocked nor waits. */
  private static final Set<ConditionReason> ENDED =
      Set.of(ConditionReason.NOTHING_LEFT, ConditionReason.NOT_OBSERVED);

  private DeletionNote() {}

  /** Sentences without a full stop at the end; empty if it is not being deleted. */
  public static Optional<String> of(SsmManagedEnvironment environment) {
    if (!environment.isMarkedForDeletion()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s/%s is being deleted"
                .formatted(
                    environment.getMetadata().getNamespace(), environment.getMetadata().getName())
            + blocker(environment)
                .map(text -> ". Its condition Deleting says: " + text)
                .orElse(""));
  }

  /** What the operator has found to block the deletion, or what it waits for. */
  static Optional<String> blocker(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getStatus())
        .flatMap(status -> status.condition(ConditionType.DELETING.wire()))
        .filter(condition ->
            ConditionReason.parse(condition.reason()).filter(ENDED::contains).isEmpty())
        .flatMap(condition -> Optional.ofNullable(condition.message()))
        .map(message -> message.replaceFirst("\\.$", ""));
  }
}
