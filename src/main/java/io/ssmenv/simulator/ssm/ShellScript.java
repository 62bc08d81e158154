package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A shell script of {@code AWS-RunShellScript}. The simulator has no shell: it supports {@code
 * echo}, {@code curl} to an address service, empty lines and comments. SendCommand rejects any
 * other line with an error that AWS does not have.
 *
 * @param steps its lines in order; the exit code of the last line is that of the script
 */
record ShellScript(List<ShellStep> steps) {
  private static final String WORD = "(?:'[^']*'|\"[^\"$`\\\\]*\"|[\\w./:@%+=,-])+";
  private static final Pattern LINE = Pattern.compile(WORD + "(?:\\s+" + WORD + ")*");
  private static final Pattern WORDS = Pattern.compile(WORD);

  /** Parses the lines. */
  static ShellScript parse(List<String> commands) {
    List<ShellStep> steps = new ArrayList<>();
    for (String command : commands) {
      for (String line : command.lines().map(String::strip).toList()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          steps.add(step(line).orElseThrow(() -> refused(line)));
        }
      }
    }
    return new ShellScript(List.copyOf(steps));
  }

  private static Optional<ShellStep> step(String line) {
    if (!LINE.matcher(line).matches()) {
      return Optional.empty();
    }
    List<String> words =
        WORDS
            .matcher(line)
            .results()
            .map(found -> found.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"))
            .toList();
    List<String> arguments = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "echo" ->
          Optional.<ShellStep>of(new ShellStep.Echo(String.join(" ", arguments)))
              .filter(_ -> arguments.stream().noneMatch(word -> word.startsWith("-")));
      case "curl" -> Curl.parse(arguments).map(curl -> curl);
      default -> Optional.empty();
    };
  }

  private static AwsError refused(String line) {
    return new AwsError(
        "ValidationException",
        ("The simulator has no shell. It supports echo, and curl [-sSf4] [-m SECONDS]"
                + " [--connect-timeout SECONDS] to the root of an address service such as"
                + " https://checkip.amazonaws.com; not supported: %s")
            .formatted(line));
  }
}
