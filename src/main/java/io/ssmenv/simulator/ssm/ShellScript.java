package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.ssm.ShellStep.Assignment;
import io.ssmenv.simulator.ssm.ShellStep.Printf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell script of {@code AWS-RunShellScript}. The simulator has no shell: it supports {@code
 * echo}, {@code printf}, {@code curl} to an address service or to Systems Manager, variables with
 * the output of curl, empty lines and comments. SendCommand rejects any other line with an error
 * that AWS does not have.
 *
 * @param steps its lines in order; the exit code of the last line is that of the script
 */
record ShellScript(List<ShellStep> steps) {
  private static final Pattern ASSIGNMENT = Pattern.compile("([a-z_]\\w*)=\\$\\((curl .*)\\)");

  /** Parses the lines. */
  static ShellScript parse(List<String> commands) {
    List<ShellStep> steps = new ArrayList<>();
    Set<String> assigned = new HashSet<>();
    for (String command : commands) {
      for (String line : command.lines().map(String::strip).toList()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          ShellStep step = step(line, assigned).orElseThrow(() -> refused(line));
          steps.add(step);
          if (step instanceof Assignment(String name, Curl _)) {
            assigned.add(name);
          }
        }
      }
    }
    return new ShellScript(List.copyOf(steps));
  }

  private static Optional<ShellStep> step(String line, Set<String> assigned) {
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (assignment.matches()) {
      return curl(assignment.group(2)).map(curl -> new Assignment(assignment.group(1), curl));
    }
    return line.startsWith("curl ")
        ? curl(line).map(curl -> curl)
        : ShellWord.split(line)
            .filter(
                words -> words.stream().allMatch(word -> assigned.containsAll(word.variables())))
            .flatMap(ShellScript::printing);
  }

  private static Optional<ShellStep> printing(List<ShellWord> words) {
    List<ShellWord> arguments = words.subList(1, words.size());
    return switch (words.getFirst().literal().orElse("")) {
      case "echo" ->
          Optional.<ShellStep>of(new ShellStep.Echo(arguments))
              .filter(_ ->
                  arguments.stream().noneMatch(word -> word.literal().orElse("").startsWith("-")));
      case "printf" ->
          arguments.stream()
              .findFirst()
              .flatMap(ShellWord::literal)
              .filter(format ->
                  Printf.CONVERSION.matcher(format).results().count() == arguments.size() - 1)
              .map(format -> new Printf(format, arguments.subList(1, arguments.size())));
      default -> Optional.empty();
    };
  }

  private static Optional<Curl> curl(String line) {
    return ShellWord.split(line)
        .filter(words -> words.stream().allMatch(word -> word.literal().isPresent()))
        .map(words -> words.stream().skip(1).map(word -> word.literal().orElseThrow()).toList())
        .flatMap(Curl::parse);
  }

  private static AwsError refused(String line) {
    return new AwsError(
        "ValidationException",
        ("The simulator has no shell. It supports echo, printf, and curl [-qsSf4] [-m SECONDS]"
                + " [--connect-timeout SECONDS] [--noproxy '*'] [-o /dev/null] to the root of an"
                + " address service such as https://checkip.amazonaws.com, or of Systems Manager;"
                + " not supported: %s")
            .formatted(line));
  }
}
