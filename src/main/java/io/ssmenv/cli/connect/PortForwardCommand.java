package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.SessionKind;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.NamespaceOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv port-forward}: a local port that leads to an instance, or to a host behind it. */
@Command(
    name = "port-forward",
    description =
        "Forwards a port of this computer to an instance, or to a host that the instance reaches,"
            + " through Session Manager. Ctrl-C ends it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  ssmenv port-forward reports 8080:80",
      "  ssmenv port-forward reports/app-1 5432:db.internal:5432",
      "",
      "It needs what 'ssmenv connect' needs."
    })
public final class PortForwardCommand implements Callable<Integer> {

  private static final int BACKLOG = 1;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NAME[/INSTANCE]",
      description = "The environment, and the name or id of one of its instances.")
  private String target;

  @Parameters(
      index = "1",
      paramLabel = "PORTS",
      description =
          "LOCAL:REMOTE for a port of the instance, or LOCAL:HOST:REMOTE for a host behind it. With 0"
              + " as LOCAL, a free port is chosen.")
  private String ports;

  @Mixin private NamespaceOption namespace = new NamespaceOption();

  private final SessionContext context;

  /** For the command line. */
  public PortForwardCommand() {
    this(SessionContext.ofProcess());
  }

  /** With other surroundings, for tests. */
  PortForwardCommand(SessionContext context) {
    this.context = context;
    this.spec = CommandSpec.create(); // picocli replaces these three values.
    this.target = "";
    this.ports = "";
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SessionKind kind = kind();
    context.quietLog().run(); // A problem is one line.
    String[] parts = target.split("/", 2);
    FoundEnvironment environment =
        FoundEnvironment.find(
            context.clusters().get(), namespace.value(), parts[0], spec.commandLine().getErr());
    FoundInstance chosen =
        new InstanceChoice(context, spec.commandLine().getErr())
            .of(environment, Optional.of(parts).filter(p -> p.length > 1).map(p -> p[1]));
    return new InstanceSession(context, environment, chosen).run(kind);
  }

  private SessionKind kind() {
    try {
      SessionKind kind = PortMapping.parse(ports);
      requireFree(Integer.parseInt(kind.values().getOrDefault("localPortNumber", "0")));
      return kind;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The plugin would start a session, and then end it with an error in its log. */
  private static void requireFree(int port) {
    try (ServerSocket free = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
      free.setReuseAddress(true);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The port %d of this computer cannot be used: %s. Choose another"
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
