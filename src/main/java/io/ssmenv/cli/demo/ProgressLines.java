package io.ssmenv.cli.demo;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.status.ConditionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints what changes in environments, each change once. */
final class ProgressLines {

  /** AWS ids, which are left out to keep the lines short; {@code kubectl describe} shows them. */
  private static final Pattern ID =
      Pattern.compile(" ?\\((?:[a-z]+-[0-9a-f]{8,17}|ssmenv-[^ ,)]+)(?:, ([^):]*)[^)]*)?\\)");

  /**
   * How far an environment is.
   *
   * @param online the number of online instances and of all; empty during a deletion
   */
  private record Summary(String online, String text) {}

  private final TimedLines lines;
  private final Map<String, String> lastReported = new HashMap<>();
  private final Map<String, String> lastVerified = new HashMap<>();

  ProgressLines(TimedLines lines) {
    this.lines = lines;
  }

  /** Prints the status of an environment if it has changed since the last line. */
  void progress(SsmManagedEnvironment environment) {
    String name = environment.getMetadata().getName();
    Optional.ofNullable(environment.getStatus())
        .flatMap(ProgressLines::summary)
        .filter(summary -> !summary.toString().equals(lastReported.put(name, summary.toString())))
        .ifPresent(summary -> lines.line(name, summary.online(), summary.text()));
  }

  /** Prints what came of the verification of the egress if that has changed. */
  void verification(SsmManagedEnvironment environment) {
    String name = environment.getMetadata().getName();
    Optional.ofNullable(environment.getStatus())
        .flatMap(status -> status.condition(ConditionType.EGRESS_VERIFIED.wire()))
        .filter(condition -> condition.status() != Condition.Status.UNKNOWN)
        .flatMap(condition -> Optional.ofNullable(condition.message()))
        .filter(line -> !line.equals(lastVerified.put(name, line)))
        .ifPresent(line -> lines.line(name, line));
  }

  /** The same while environments are being deleted, in full, and those that are gone. */
  void deletion(List<SsmManagedEnvironment> left) {
    left.forEach(this::deletion);
    List<String> deleted = new ArrayList<>(lastReported.keySet());
    deleted.removeAll(left.stream().map(one -> one.getMetadata().getName()).toList());
    deleted.forEach(name -> {
      lastReported.remove(name);
      lines.line(name, "deleted");
    });
  }

  private void deletion(SsmManagedEnvironment environment) {
    String name = environment.getMetadata().getName();
    List<String> texts =
        Optional.ofNullable(environment.getStatus())
            .map(status -> DeletionText.of(name, status))
            .orElse(List.of());
    if (texts.isEmpty()) {
      progress(environment);
    } else if (!texts.toString().equals(lastReported.put(name, texts.toString()))) {
      lines.paragraph(name, texts.getFirst());
      texts.stream().skip(1).forEach(lines::command);
    }
  }

  private static Optional<Summary> summary(EnvironmentStatus status) {
    String online = Optional.ofNullable(status.online()).orElse("-");
    return status
        .condition(ConditionType.READY.wire())
        .map(ready -> {
          String message = ID.matcher(ready.message()).replaceAll(ProgressLines::withoutId);
          if (ready.status() == Condition.Status.TRUE) {
            return new Summary(online, "Ready");
          }
          return new Summary(ready.reason().equals("Deleting") ? "" : online, message);
        });
  }

  /** Removes an id in parentheses but keeps a state after it. */
  private static String withoutId(MatchResult found) {
    return found.group(1) == null ? "" : Matcher.quoteReplacement(" (" + found.group(1) + ")");
  }
}
