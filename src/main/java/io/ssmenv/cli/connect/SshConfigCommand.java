package io.ssmenv.cli.connect;

import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.NamespaceOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv ssh-config}: how an SSH client reaches the instances. */
@Command(
    name = "ssh-config",
    description =
        "Prints a section of ~/.ssh/config for each instance, with which ssh, scp and rsync reach it"
            + " through Session Manager, without an open port. A replaced instance keeps its section.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Example:",
      "  ssmenv ssh-config reports >>~/.ssh/config",
      "  ssh app-0.reports.team-a",
      "",
      "The instance must know your public key. It needs what 'ssmenv connect' needs."
    })
public final class SshConfigCommand implements Callable<Integer> {

  /** The variable in which the scripts say how they are called. */
  private static final String PROGRAM = "SSMENV_PROGRAM";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The environment.")
  private String name;

  @Option(
      names = "--user",
      paramLabel = "USER",
      defaultValue = "ec2-user",
      description = "The user on the instance (default: ${DEFAULT-VALUE}).")
  private String user;

  @Mixin private NamespaceOption namespace = new NamespaceOption();

  private final SessionContext context;

  /** For the command line. */
  public SshConfigCommand() {
    this(SessionContext.ofProcess());
  }

  /** With other surroundings, for tests. */
  SshConfigCommand(SessionContext context) {
    this.context = context;
    this.spec = CommandSpec.create(); // picocli replaces these three values.
    this.name = "";
    this.user = "";
  }

  @Override
  public Integer call() {
    context.quietLog().run(); // A problem is one line.
    FoundEnvironment environment =
        FoundEnvironment.find(
            context.clusters().get(), namespace.value(), name, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    environment.instances().forEach(instance -> out.print(section(environment, instance)));
    out.flush();
    return 0;
  }

  private String section(FoundEnvironment environment, FoundInstance instance) {
    String program = context.variables().getOrDefault(PROGRAM, "ssmenv");
    return """
    Host %s.%s.%s
      User %s
      ProxyCommand "%s" connect -n %s %s %s --ssh %%p
    """
        .formatted(
            instance.name(),
            environment.name(),
            environment.namespace(),
            user,
            program.replace("%", "%%"), // ssh replaces %p and others.
            environment.namespace(),
            environment.name(),
            instance.name());
  }
}
