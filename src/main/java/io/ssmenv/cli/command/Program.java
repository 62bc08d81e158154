package io.ssmenv.cli.command;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Creates the command line of a program. Its exit code is 0 on success, 1 if the command failed
 * (with one line on standard error and no stack trace), and 2 for a usage error.
 */
public final class Program {

  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  private Program() {}

  /** A program with a single command. */
  public static CommandLine of(Object command) {
    return of(command, List.of());
  }

  /**
   * A program with subcommands.
   *
   * @param commands the subcommands by name
   * @param arguments the arguments of the execution; if the first one names a subcommand, only that
   *     one is added, because the others would take a third of the start time
   */
  public static CommandLine of(
      Object command, List<Map.Entry<String, Class<?>>> commands, String... arguments) {
    CommandLine line = new CommandLine(command);
    List<Map.Entry<String, Class<?>>> matching =
        commands.stream().filter(one -> startsWith(one.getKey(), arguments)).toList();
    (matching.isEmpty() ? commands : matching)
        .forEach(one -> line.addSubcommand(one.getKey(), one.getValue()));
    return line.setExecutionExceptionHandler(Program::printFailure)
        .setUsageHelpLongOptionsMaxWidth(24);
  }

  private static boolean startsWith(String command, String... arguments) {
    return arguments.length > 0 && arguments[0].equals(command);
  }

  private static int printFailure(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    String name = commandLine.getCommandSpec().qualifiedName();
    LOG.debug("{} failed", name, failure);
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    commandLine.getErr().println(name + ": " + reason);
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }
}
