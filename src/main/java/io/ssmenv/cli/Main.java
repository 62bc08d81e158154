package io.ssmenv.cli;

import io.ssmenv.build.BuildInfo;
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
    subcommands = {
      ControlPlaneCommand.class,
      SimulateCommand.class,
      OperatorCommand.class,
      DemoCommand.class,
      MeasureCommand.class,
      IamPoliciesCommand.class,
      PictureCommand.class
    },
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

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /**
   * The command line, ready to execute: 0 if all went well, 1 if the command failed (one line on
   * standard error, no stack trace), 2 if it was called wrongly.
   */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::explain)
        .setUsageHelpLongOptionsMaxWidth(24);
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
      return new String[] {BuildInfo.current().sentence()};
    }
  }
}
