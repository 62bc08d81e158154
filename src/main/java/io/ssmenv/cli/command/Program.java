package io.ssmenv.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Creates the command line of a program. Its exit code is 0 on success, and 1 if the command failed
 * or was not understood, with one line on standard error and no stack trace. A command can use
 * further codes: for {@code plan}, 2 means changes.
 */
public final class Program {

  /** The exit code of everything that fails. */
  public static final int FAILURE = 1;

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
    if (matching.isEmpty() && !commands.isEmpty()) {
      line.addSubcommand("help", help());
    }
    return line.setExecutionExceptionHandler(Program::printFailure)
        .setParameterExceptionHandler(Program::printUsageError)
        .setUsageHelpLongOptionsMaxWidth(24);
  }

  /** The same with what it says on standard error wrapped at words, if that is a terminal. */
  public static CommandLine wrappingErrors(CommandLine line) {
    return line.setErr(new WrappingWriter(line.getErr(), TerminalWidth::ofErrors));
  }

  /** In the form of the other commands. */
  private static CommandLine help() {
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec()
        .usageMessage()
        .header(new String[0])
        .synopsisHeading("Usage: ")
        .description("Prints the options of a command.");
    return help;
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
    return FAILURE;
  }

  /** The usage of most commands is longer than a terminal, and would hide the error. */
  private static int printUsageError(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    if (arguments.length == 0 && !command.getSubcommands().isEmpty()) {
      command.usage(err);
    } else {
      err.println("See '" + name + " --help'.");
    }
    return FAILURE;
  }
}
