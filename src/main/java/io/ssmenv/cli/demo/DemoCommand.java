package io.ssmenv.cli.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.StopSignal;
import io.ssmenv.cli.command.TerminalWidth;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.connect.SessionRecorder;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneBinaries;
import io.ssmenv.cli.sessionplugin.PluginBuild;
import io.ssmenv.cloud.RefreshTiming;
import io.ssmenv.operator.OperatorRuntime;
import io.ssmenv.operator.OperatorSettings;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.SimulatorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssmenv demo}: runs everything on this machine, from no instances to Online and back. */
@Command(
    name = "demo",
    description =
        "Runs everything on this machine: an API server, a simulated AWS, the operator, and one"
            + " environment for each connectivity pattern, two of them in one VPC, from 'kubectl apply' until the instances"
            + " are online, and proves that each can be reached. Needs no cluster and no AWS account.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All environments became Ready, and nothing is left at the end",
      "1:Error. One line on standard error says what is wrong",
      "2:Not all environments became Ready before the timeout or Ctrl-C",
      "3:With --proof: a connection is not proven",
      "4:Something is left: an environment was not deleted before the timeout, or its spec"
          + " blocks the deletion, or the simulated account is not empty"
    },
    footer = {
      "",
      "When all instances are online, prints the proof as a table: the egress that each instance"
          + " should have and has, as the operator has verified it, and whether a shell opened on"
          + " it, in how many seconds since its environment was created.",
      "",
      "Runs until Ctrl-C, then deletes the environments and checks that the simulated account is"
          + " empty. A second Ctrl-C exits at once and also leaves nothing behind, because"
          + " everything is in this process and its child processes. The operator logs warnings"
          + " and errors; SSMENV_LOG_LEVEL sets another level.",
      "",
      "Meanwhile, use 'kubectl' and 'aws' in another terminal with the printed lines:",
      "  export KUBECONFIG=...",
      "  export AWS_ENDPOINT_URL=...  (and further variables for 'aws')"
    })
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--once", description = "Deletes the environments after the proof, and exits.")
  private boolean once;

  @Option(
      names = "--proof",
      description = "The same as --once, but the exit code is 3 if a connection is not proven.")
  private boolean proof;

  @Option(
      names = "--pictures",
      paramLabel = "FOLDER",
      description =
          "Also draws each proven connection as SVG into a folder. Builds the session-manager-plugin"
              + " with Go if there is none.")
  private @Nullable Path pictures;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "20",
      description = "Simulated seconds per second (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Seed of the random numbers of the simulated AWS (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long to wait until the environments are Ready, until their egress is verified, and"
              + " until they are deleted, outages of the API server included (default:"
              + " ${DEFAULT-VALUE} s each).")
  private int timeout;

  DemoCommand() {
    spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws Exception {
    if (!(speed > 0) || timeout < 1) {
      throw new ParameterException(
          spec.commandLine(), "--speed and --timeout must be greater than 0");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path cache = CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
    ControlPlaneBinaries binaries = BinaryCache.at(cache).ensure(err::println);
    err.println("Starting Kubernetes " + binaries.version() + " and a simulated AWS");
    try (StopSignal stop = StopSignal.install();
        ControlPlane controlPlane = ControlPlane.start(binaries, 0);
        SimulatedAws aws =
            SimulatedAws.start(SimulatorOptions.defaults().withSpeed(speed).withSeed(seed));
        KubernetesClient client = controlPlane.newClient()) {
      controlPlane.onExit(() -> stop.fail("kube-apiserver or etcd exited unexpectedly"));
      controlPlane.installCustomResourceDefinition();
      limitLogging(System.getenv());
      try (OperatorRuntime operator = operator(controlPlane, aws, stop);
          DemoProof connections =
              DemoProof.of(aws.endpoint(), plugin(cache, err), Duration.ofSeconds(timeout), out)) {
        DemoRun demoRun =
            new DemoRun(
                client,
                binaries.kubectl(),
                controlPlane.kubeconfig(),
                out,
                Clock.systemUTC(),
                TerminalWidth.ofOutput().orElse(TerminalWidth.DEFAULT));
        DemoOutcome outcome =
            run(
                demoRun,
                connections,
                stop,
                out,
                () -> DemoExports.print(controlPlane, aws, operator.port(), out, err));
        boolean deleted = demoRun.deleteSamples(Duration.ofSeconds(timeout));
        boolean empty = DemoOutcome.isAccountEmpty(aws, out);
        return outcome.exitCode(deleted && empty);
      }
    }
  }

  /** The plugin on the PATH, or one that was built before; pictures are always of one. */
  private Optional<Path> plugin(Path cache, PrintWriter err)
      throws IOException, InterruptedException {
    PluginBuild build = PluginBuild.at(cache);
    Optional<Path> found = SessionRecorder.installedPlugin(System.getenv()).or(build::cached);
    return found.isPresent() || pictures == null ? found : Optional.of(build.ensure(err::println));
  }

  private DemoOutcome run(
      DemoRun demoRun, DemoProof connections, StopSignal stop, PrintWriter out, Runnable exports)
      throws IOException, InterruptedException {
    if (stop.isStopped()) {
      return DemoOutcome.STOPPED;
    }
    Duration limit = Duration.ofSeconds(timeout);
    demoRun.applySamples();
    boolean ready = demoRun.awaitReady(limit, stop::isStopped, connections::ready);
    List<SsmManagedEnvironment> verified =
        demoRun.awaitVerified(ready ? limit : Duration.ZERO, stop::isStopped);
    demoRun.printTable();
    demoRun.printVpcs();
    boolean proven = connections.print(verified, stop::isStopped);
    if (pictures != null && proven) {
      new ConnectionPictures(pictures).write(connections.records(verified));
      out.println("The pictures are in " + pictures + ".");
    }
    if (!once && !proof && !stop.isStopped()) {
      exports.run();
      stop.await();
    }
    return new DemoOutcome(ready, proven || !proof);
  }

  /**
   * Keeps the progress readable, unless a level is set: logs only warnings and errors, and no
   * warnings of libraries. They have stack traces, and are about what is tried again.
   */
  private static void limitLogging(Map<String, String> environment) {
    if (!environment.containsKey("SSMENV_LOG_LEVEL")) {
      setLevel("io.ssmenv", Level.WARN);
      setLevel("io.fabric8", Level.ERROR);
      setLevel("io.javaoperatorsdk", Level.ERROR);
    }
  }

  private static void setLevel(String name, Level level) {
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(level);
    }
  }

  private OperatorRuntime operator(ControlPlane controlPlane, SimulatedAws aws, StopSignal stop)
      throws Exception {
    return OperatorRuntime.start(
        new OperatorSettings(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Set.of(),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            new RefreshTiming(aws.speed()),
            Set.of(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            false,
            "127.0.0.1",
            0,
            Optional.empty()),
        controlPlane.newClient(),
        ClientFactory.of(aws.endpoint(), "simulated", "simulated"),
        stop::fail);
  }
}
