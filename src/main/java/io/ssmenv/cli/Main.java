package io.ssmenv.cli;

import io.ssmenv.build.BuildInfo;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code ssmenv}. */
@Command(
    name = "ssmenv",
    description =
        "EC2 instances managed through AWS Systems Manager, declared in Kubernetes."
            + " The operator, and what it takes to try it without a cluster and without AWS.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Environment:",
      "  SSMENV_CACHE      folder for downloads and builds (~/.cache/ssmenv)",
      "  SSMENV_LOG_LEVEL  ERROR, WARN, INFO (the default), DEBUG or TRACE",
      "  SSMENV_JAVA_OPTS  further options for the Java virtual machine",
      "",
      "'ssmenv COMMAND --help' says more about each command."
    })
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final List<Map.Entry<String, Class<?>>> COMMANDS =
      List.of(
          Map.entry("control-plane", ControlPlaneCommand.class),
          Map.entry("simulate", SimulateCommand.class),
          Map.entry("operator", OperatorCommand.class),
          Map.entry("demo", DemoCommand.class),
          Map.entry("measure", MeasureCommand.class),
          Map.entry("iam-policies", IamPoliciesCommand.class),
          Map.entry("picture", PictureCommand.class));

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * The command line, ready to execute: 0 if all went well, 1 if the command failed (one line on
   * standard error, no stack trace), 2 if it was called wrongly.
   *
   * @param arguments what it will be executed with: if they begin with a command it need not know
   *     the others, which would take a third of the time in which that one starts
   */
  static CommandLine commandLine(String... arguments) {
    CommandLine line = new CommandLine(new Main());
    List<Map.Entry<String, Class<?>>> named =
        COMMANDS.stream().filter(one -> startsWith(one.getKey(), arguments)).toList();
    (named.isEmpty() ? COMMANDS : named)
        .forEach(one -> line.addSubcommand(one.getKey(), one.getValue()));
    return line.setExecutionExceptionHandler(Main::explain).setUsageHelpLongOptionsMaxWidth(24);
  }

  private static boolean startsWith(String command, String... arguments) {
    return arguments.length > 0 && arguments[0].equals(command);
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    LOG.debug("{} failed", commandLine.getCommandName(), failure);
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    commandLine.getErr().println("ssmenv " + commandLine.getCommandName() + ": " + reason);
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }

  /** Version and commit. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {BuildInfo.current().message()};
    }
  }
}
