package io.ssmenv.cli.explain;

import io.ssmenv.cli.plan.WrappedLines;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.diagnosis.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Paths as text for a terminal with 80 columns.
 *
 * @param unicode whether the terminal can show ticks and crosses
 */
record TextExplanation(boolean unicode) {

  private static final String INDENT = "  ";
  private static final int LABEL = 20;

  String of(Explanation explanation) {
    WrappedLines lines = new WrappedLines();
    lines.add(
        "%s: %s, account %s"
            .formatted(explanation.name(), explanation.region(), explanation.account()));
    explanation.deletion().ifPresent(note -> lines.add(note + "."));
    if (explanation.paths().isEmpty()) {
      lines.add(
          explanation.deletion().isPresent()
              ? "It has no instances."
              : "It has no instances, because its spec asks for none.");
    }
    explanation
        .paths()
        .forEach(path -> {
          add(path, lines);
          Optional.ofNullable(explanation.consoles().get(path.instance()))
              .ifPresent(console -> add(console, lines));
        });
    return lines.toString();
  }

  private void add(AgentPath path, WrappedLines lines) {
    lines.separate();
    lines.add(title(path));
    path.hops()
        .forEach(hop ->
            lines.hang(INDENT, sign(hop) + " " + label(hop), hop.verdict().besideOthers() + "."));
  }

  private static void add(Console console, WrappedLines lines) {
    switch (console) {
      case Console.Nothing _ -> lines.hang(INDENT, "", "EC2 has no console output of it yet.");
      case Console.Unread(String why) ->
          lines.hang(INDENT, "", "Its console output could not be read: " + why);
      case Console.Shown(ConsoleTail tail) -> {
        lines.hang(INDENT, "", "The last lines of its console output:");
        tail.lines().forEach(line -> lines.hang(INDENT, "| ", line));
      }
    }
  }

  private static String title(AgentPath path) {
    String name = path.instance() + path.id().map(id -> " (" + id + ")").orElse("");
    Optional<Hop> broken = path.firstBroken();
    if (path.isOnline()) {
      return name
          + " is online"
          + broken.map(hop -> " still, but will be stopped at: " + named(hop)).orElse("");
    }
    List<Hop> suspects = path.hops().stream().filter(Hop::isSuspect).toList();
    return name
        + broken
            .map(hop -> " is stopped at: " + named(hop))
            .orElseGet(() ->
                suspects.isEmpty()
                    ? " is not online, and no reason is known"
                    : " may be stopped at: " + named(suspects.getFirst()));
  }

  private static String named(Hop hop) {
    return hop.place().label() + " " + hop.resource();
  }

  private String sign(Hop hop) {
    return switch (hop.verdict()) {
      case Verdict.Ok _ -> unicode ? "\u2713" : "+";
      case Verdict.Broken _ -> unicode ? "\u2717" : "x";
      case Verdict.Unknown _ -> "?";
    };
  }

  private static String label(Hop hop) {
    String label = hop.place().label();
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }
}
