package io.ssmenv.cli;

import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.connect.ConnectCommand;
import io.ssmenv.cli.connect.PortForwardCommand;
import io.ssmenv.cli.connect.RunCommand;
import io.ssmenv.cli.connect.SshConfigCommand;
import io.ssmenv.cli.controlplane.ControlPlaneCommand;
import io.ssmenv.cli.demo.DemoCommand;
import io.ssmenv.cli.explain.ExplainCommand;
import io.ssmenv.cli.graph.GraphCommand;
import io.ssmenv.cli.measure.MeasureCommand;
import io.ssmenv.cli.operator.IamPoliciesCommand;
import io.ssmenv.cli.operator.OperatorCommand;
import io.ssmenv.cli.orphans.OrphansCommand;
import io.ssmenv.cli.picture.PictureCommand;
import io.ssmenv.cli.plan.PlanCommand;
import io.ssmenv.cli.simulator.SimulateCommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ssmenv} with all that there is: {@code ssmenv.jar}. */
@Command(
    name = "ssmenv",
    description =
        "A Kubernetes operator for EC2 instances that are managed with AWS Systems Manager, and tools"
            + " to try it without a cluster and without AWS.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Environment:",
      "  SSMENV_CACHE      folder for downloads and builds (default: ~/.cache/ssmenv)",
      "  SSMENV_LOG_LEVEL  ERROR, WARN, INFO, DEBUG or TRACE (default: INFO)",
      "  SSMENV_JAVA_OPTS  additional options for the Java virtual machine",
      "",
      "Run 'ssmenv COMMAND --help' for the options of a command."
    })
public final class Main {

  private static final List<Map.Entry<String, Class<?>>> COMMANDS =
      List.of(
          Map.entry("control-plane", ControlPlaneCommand.class),
          Map.entry("simulate", SimulateCommand.class),
          Map.entry("operator", OperatorCommand.class),
          Map.entry("demo", DemoCommand.class),
          Map.entry("measure", MeasureCommand.class),
          Map.entry("plan", PlanCommand.class),
          Map.entry("explain", ExplainCommand.class),
          Map.entry("connect", ConnectCommand.class),
          Map.entry("port-forward", PortForwardCommand.class),
          Map.entry("ssh-config", SshConfigCommand.class),
          Map.entry("run", RunCommand.class),
          Map.entry("graph", GraphCommand.class),
          Map.entry("orphans", OrphansCommand.class),
          Map.entry("iam-policies", IamPoliciesCommand.class),
          Map.entry("picture", PictureCommand.class));

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Program.wrappingErrors(commandLine(arguments)).execute(arguments));
  }

  /** Creates the command line for these arguments. */
  public static CommandLine commandLine(String... arguments) {
    return Program.of(new Main(), COMMANDS, arguments);
  }
}
