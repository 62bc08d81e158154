package io.ssmenv.cli.operator;

import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.command.Version;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ssmenv} of the container image: {@code ssmenv-operator.jar}. */
@Command(
    name = "ssmenv",
    description =
        "A Kubernetes operator for EC2 instances that are managed with AWS Systems Manager.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Environment:",
      "  SSMENV_LOG_LEVEL  ERROR, WARN, INFO, DEBUG or TRACE (default: INFO)",
      "",
      "Run 'ssmenv COMMAND --help' for the options of a command."
    })
public final class OperatorMain {

  private static final List<Map.Entry<String, Class<?>>> COMMANDS =
      List.of(
          Map.entry("operator", OperatorCommand.class),
          Map.entry("iam-policies", IamPoliciesCommand.class));

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  static CommandLine commandLine(String... arguments) {
    return Program.of(new OperatorMain(), COMMANDS, arguments);
  }
}
