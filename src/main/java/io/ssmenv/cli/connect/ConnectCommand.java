package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.SessionKind;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.NamespaceOption;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv connect}: a shell on an instance. */
@Command(
    name = "connect",
    description =
        "Opens a shell on an instance of an environment, through Session Manager. Ctrl-C reaches the"
            + " program in the shell; 'exit' ends it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Environment:",
      "  KUBECONFIG        the kubeconfig file of the cluster with the environment",
      "  AWS_PROFILE, ...  the AWS credentials; 'ssmenv iam-policies --connect' prints",
      "                    the policy that they need",
      "  PATH              has the session-manager-plugin of AWS",
      "",
      "docs/connect.md explains this command, port-forward, ssh-config and run."
    })
public final class ConnectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "The environment.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INSTANCE",
      description =
          "The name of the instance, such as app-0, or its id. If there are several and none is"
              + " given, a terminal shows a list to choose from.")
  private @Nullable String instance;

  @Option(
      names = "--ssh",
      paramLabel = "PORT",
      description =
          "Connects an SSH client to the instance's port over standard input and output, for a"
              + " ProxyCommand; see 'ssmenv ssh-config'.")
  private @Nullable Integer sshPort;

  @Mixin private NamespaceOption namespace = new NamespaceOption();

  private final SessionContext context;

  /** For the command line. */
  public ConnectCommand() {
    this(SessionContext.ofProcess());
  }

  /** With other surroundings, for tests. */
  ConnectCommand(SessionContext context) {
    this.context = context;
    this.spec = CommandSpec.create(); // picocli replaces these two values.
    this.name = "";
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    context.quietLog().run(); // A problem is one line.
    FoundEnvironment environment =
        FoundEnvironment.find(
            context.clusters().get(), namespace.value(), name, spec.commandLine().getErr());
    FoundInstance chosen =
        new InstanceChoice(context, spec.commandLine().getErr())
            .of(environment, Optional.ofNullable(instance));
    if (sshPort == null) {
      requireKeyboard(environment, chosen);
    }
    return new InstanceSession(context, environment, chosen)
        .run(sshPort == null ? environment.shell() : new SessionKind.Ssh(sshPort));
  }

  /** Without one, the plugin ends in the middle of a line, and with the exit code 0. */
  private void requireKeyboard(FoundEnvironment environment, FoundInstance chosen) {
    if (!context.keyboard().getAsBoolean()) {
      throw new IllegalStateException(
          "A shell needs a terminal as standard input. Without one, use: ssmenv run -n %s %s %s --"
                  .formatted(environment.namespace(), environment.name(), chosen.name())
              + " COMMAND");
    }
  }
}
