package io.ssmenv.cli.command;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The command line of a program, ready to execute. Its exit code is 0 if all went well, 1 if the
 * command failed (one line on standard error, no stack trace), 2 if it was called wrongly.
 */
public final class Program {

  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  private Program() {}

  /** A program that is one command. */
  public static CommandLine of(Object command) {
    return of(command, List.of());
  }

  /**
   * A program with subcommands.
   *
   * @param commands the subcommands, by their names
   * @param arguments what the program will be executed with. If the first one names a subcommand,
   *     the others are left out: reading their options would take a third of the time to start
   */
  public static CommandLine of(
      Object command, List<Map.Entry<String, Class<?>>> commands, String... arguments) {
    CommandLine line = new CommandLine(command);
    List<Map.Entry<String, Class<?>>> named =
        commands.stream().filter(one -> startsWith(one.getKey(), arguments)).toList();
    (named.isEmpty() ? commands : named)
        .forEach(one -> line.addSubcommand(one.getKey(), one.getValue()));
    return line.setExecutionExceptionHandler(Program::explain).setUsageHelpLongOptionsMaxWidth(24);
  }

  private static boolean startsWith(String command, String... arguments) {
    return arguments.length > 0 && arguments[0].equals(command);
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    String name = commandLine.getCommandSpec().qualifiedName();
    LOG.debug("{} failed", name, failure);
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    commandLine.getErr().println(name + ": " + reason);
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }
}
