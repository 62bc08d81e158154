package io.ssmenv.cli.demo;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.status.ConditionReason;
import io.ssmenv.status.ConditionType;
import java.util.List;
import java.util.Optional;

/**
 * How far the deletion of an environment is, in full: somebody who waits for its end has to see
 * what to do if it is blocked.
 */
final class DeletionText {

  private static final String OR_LEAVE = ", or press Ctrl-C again";
  private static final String OR_LEFT = ", or the demo ends soon and leaves it:";

  private DeletionText() {}

  /**
   * Paragraphs; the second one is a command.
   *
   * @param name of the environment
   */
  static List<String> of(String name, EnvironmentStatus status) {
    Optional<Condition> deleting = status.condition(ConditionType.DELETING.wire());
    return status
        .condition(ConditionType.STALLED.wire())
        .map(stalled -> List.of("Deletion is blocked: " + message(stalled) + OR_LEAVE))
        .or(() ->
            deleting
                .flatMap(condition -> ConditionReason.parse(condition.reason()))
                .flatMap(reason -> forbidden(name, reason)))
        .or(() -> deleting.map(condition -> List.of(message(condition))))
        .orElse(List.of());
  }

  private static String message(Condition condition) {
    return Optional.ofNullable(condition.message()).orElse("");
  }

  private static Optional<List<String>> forbidden(String name, ConditionReason reason) {
    return switch (reason) {
      case PAUSED ->
          Optional.of(
              blocked(
                  name, "spec.paused is true. Set it to false", "{\"spec\":{\"paused\":false}}"));
      case REPORT_ONLY ->
          Optional.of(
              blocked(
                  name,
                  "spec.drift.policy is Report. Set it to Correct",
                  "{\"spec\":{\"drift\":{\"policy\":\"Correct\"}}}"));
      default -> Optional.empty();
    };
  }

  private static List<String> blocked(String name, String why, String patch) {
    return List.of(
        "Deletion is blocked: " + why + OR_LEFT,
        "kubectl patch ssmenv " + name + " --type merge -p '" + patch + "'");
  }
}
