package io.ssmenv.cli.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.ExportLines;
import io.ssmenv.cli.command.StopSignal;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneBinaries;
import io.ssmenv.cli.controlplane.ControlPlaneCommand;
import io.ssmenv.cli.simulator.SimulateCommand;
import io.ssmenv.operator.OperatorRuntime;
import io.ssmenv.operator.OperatorSettings;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.SimulatorOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
            + " are online. Needs no cluster and no AWS account.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Runs until Ctrl-C, then deletes the environments and checks that the simulated account is"
          + " empty. The exit code is 0 only if all environments became Ready and nothing was left"
          + " at the end. A second Ctrl-C exits at once and also leaves nothing behind, because"
          + " everything is in this process and its child processes. The operator logs warnings"
          + " and errors; SSMENV_LOG_LEVEL sets another level.",
      "",
      "Meanwhile, use 'kubectl' and 'aws' in another terminal with the printed lines:",
      "  export KUBECONFIG=...",
      "  export AWS_ENDPOINT_URL=...  (and further variables for 'aws')"
    })
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "Deletes the environments as soon as all are Ready, and exits.")
  private boolean once;

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
          "How long to wait until the environments are Ready, and until they are deleted (default:"
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
      try (OperatorRuntime operator = operator(controlPlane, aws, stop)) {
        DemoRun demoRun =
            new DemoRun(
                client, binaries.kubectl(), controlPlane.kubeconfig(), out, Clock.systemUTC());
        boolean ready = run(demoRun, controlPlane, aws, operator, stop, out, err);
        boolean deleted = demoRun.deleteSamples(Duration.ofSeconds(timeout));
        boolean empty = isAccountEmpty(aws, out);
        return ready && deleted && empty ? 0 : 1;
      }
    }
  }

  private boolean run(
      DemoRun demoRun,
      ControlPlane controlPlane,
      SimulatedAws aws,
      OperatorRuntime operator,
      StopSignal stop,
      PrintWriter out,
      PrintWriter err)
      throws Exception {
    if (stop.isStopped()) {
      return false;
    }
    demoRun.applySamples();
    boolean ready = demoRun.awaitReady(Duration.ofSeconds(timeout), stop::isStopped);
    demoRun.printTable();
    demoRun.printVpcs();
    if (!once && !stop.isStopped()) {
      out.println("\nTo use kubectl and aws in another terminal, run:\n");
      ControlPlaneCommand.exports(controlPlane, System.getenv()).print(out);
      SimulateCommand.exports(aws.endpoint()).print(out);
      new ExportLines()
          .add("SSMENV_OPERATOR_URL", "http://127.0.0.1:" + operator.port())
          .print(out);
      out.println("\nThen, for example:\n");
      out.println("  kubectl get ssmenv -o wide");
      out.println("  kubectl describe ssmenv nat");
      out.println("  kubectl events --for ssmenv/nat   # in the order of time");
      out.println("  ./ssmenv connect nat              # a shell; docs/connect.md has more");
      out.flush();
      err.println("\nCtrl-C deletes the environments and exits; a second Ctrl-C exits at once.");
      stop.await();
    }
    return ready;
  }

  /** Keeps the progress readable: logs only warnings and errors, unless a level is set. */
  private static void limitLogging(Map<String, String> environment) {
    if (!environment.containsKey("SSMENV_LOG_LEVEL")
        && LoggerFactory.getLogger("io.ssmenv") instanceof Logger logger) {
      logger.setLevel(Level.WARN);
    }
  }

  private OperatorRuntime operator(ControlPlane controlPlane, SimulatedAws aws, StopSignal stop)
      throws Exception {
    return OperatorRuntime.start(
        new OperatorSettings(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
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

  private static boolean isAccountEmpty(SimulatedAws aws, PrintWriter out) {
    var remaining = aws.resources();
    if (remaining.isEmpty()) {
      out.println("The simulated account is empty.");
    } else {
      out.println("These resources are left in the simulated account:");
      remaining.forEach(one -> out.println("  " + one.type() + " " + one.id() + " " + one.state()));
    }
    out.flush();
    return remaining.isEmpty();
  }
}
