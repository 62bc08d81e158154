package io.ssmenv.cli.measure;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.cli.command.StopSignal;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneBinaries;
import io.ssmenv.cli.demo.DemoRun;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.SimulatorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv measure}: measures the start time and the memory of the operator. */
@Command(
    name = "measure",
    description =
        "Runs the operator in a separate process, with an API server and a simulated AWS, and"
            + " prints its start time and its resident memory while the samples are Ready: without an"
            + " AOT cache and with one. Creates the cache if it does not exist.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class MeasureCommand implements Callable<Integer> {

  private static final String CACHE_OPTION = "-XX:AOTCache";
  private static final Duration READY_LIMIT = Duration.ofMinutes(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--starts",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description = "Number of starts; the result is the median (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = "How long the samples stay Ready first (default: ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--train",
      description = "Only creates the AOT cache again. './ssmenv operator' uses it if it exists.")
  private boolean train;

  @Option(
      names = "--aot-cache",
      paramLabel = "FILE",
      description = "The AOT cache (default: ssmenv.aot next to ssmenv.jar).")
  private @Nullable Path cache;

  @Parameters(
      paramLabel = "COMMAND",
      description =
          "After '--': the command to run instead of this program. 'operator --port N' is appended."
              + " With --train it must be Java with its options; otherwise it is measured without"
              + " changes.")
  private List<String> command = new ArrayList<>();

  MeasureCommand() {
    spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws Exception {
    if (starts < 1 || idle < 0) {
      throw new ParameterException(spec.commandLine(), "use --starts 1 or more, --idle 0 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path home = Path.of(System.getProperty("user.home"));
    Path downloads = CacheDirectory.resolve(System.getenv(), home);
    ControlPlaneBinaries binaries = BinaryCache.at(downloads).ensure(err::println);
    try (StopSignal stop = StopSignal.install();
        ControlPlane controlPlane = ControlPlane.start(binaries, 0);
        SimulatedAws aws = SimulatedAws.start(SimulatorOptions.defaults().withSpeed(20));
        KubernetesClient client = controlPlane.newClient()) {
      controlPlane.installCustomResourceDefinition();
      DemoRun samples =
          new DemoRun(
              client, binaries.kubectl(), controlPlane.kubeconfig(), err, Clock.systemUTC());
      Map<String, String> environment =
          Map.of(
              "KUBECONFIG", controlPlane.kubeconfig().toString(),
              "AWS_ENDPOINT_URL", aws.endpoint().toString(),
              "AWS_REGION", "eu-west-1",
              "AWS_ACCESS_KEY_ID", "measured",
              "AWS_SECRET_ACCESS_KEY", "measured");
      run(new Setup(environment, samples, stop), out);
    }
    return 0;
  }

  private record Setup(Map<String, String> environment, DemoRun samples, StopSignal stop) {}

  private void run(Setup setup, PrintWriter out) throws Exception {
    Optional<Path> cacheFile = Optional.empty();
    if (train || command.isEmpty()) {
      Path file = Optional.ofNullable(cache).orElseGet(() -> jar().resolveSibling("ssmenv.aot"));
      if (train || isOlder(file)) {
        train(setup, file, out);
      }
      cacheFile = Optional.of(file);
    }
    if (train) {
      return;
    }
    out.printf(
        "%-18s %-22s %-15s %s%n",
        "", "ready after", "CPU time", "resident memory " + idle + " s after Ready");
    if (command.isEmpty()) {
      measure("without AOT cache", javaCommand(), setup, out);
      String useCache = CACHE_OPTION + "=" + cacheFile.orElseThrow();
      measure("with AOT cache", withOption(javaCommand(), useCache), setup, out);
    } else {
      measure("as given", command, setup, out);
    }
  }

  private static boolean isOlder(Path file) throws IOException {
    return !Files.exists(file)
        || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar())) < 0;
  }

  /**
   * Trains the cache with the start only. With all classes of a working operator, it would map more
   * memory than it saves.
   */
  private void train(Setup setup, Path file, PrintWriter out) throws Exception {
    Files.deleteIfExists(file);
    List<String> line =
        withOption(command.isEmpty() ? javaCommand() : command, CACHE_OPTION + "Output=" + file);
    try (MeasuredOperator operator = MeasuredOperator.start(line, setup.environment())) {
      operator.stop();
      if (!Files.exists(file)) {
        throw new IOException("Java created no AOT cache: " + operator.output());
      }
    }
    out.printf(Locale.ROOT, "%s: %d MiB%n", file, Files.size(file) >> 20);
    out.flush();
  }

  private void measure(String name, List<String> line, Setup setup, PrintWriter out)
      throws Exception {
    List<Duration> startTimes = new ArrayList<>();
    List<Duration> processorTimes = new ArrayList<>();
    for (int start = 1; start < starts; start++) {
      try (MeasuredOperator operator = MeasuredOperator.start(line, setup.environment())) {
        startTimes.add(operator.start());
        processorTimes.add(operator.processorTime());
        operator.stop();
      }
    }
    try (MeasuredOperator operator = MeasuredOperator.start(line, setup.environment())) {
      startTimes.add(operator.start());
      processorTimes.add(operator.processorTime());
      awaitSamplesReady(setup);
      Thread.sleep(Duration.ofSeconds(idle));
      long resident = operator.residentMebibytes();
      deleteSamples(setup);
      operator.stop();
      startTimes.sort(null);
      processorTimes.sort(null);
      out.printf(
          Locale.ROOT,
          "%-18s %-22s %-15s %d MiB%n",
          name,
          String.format(
              Locale.ROOT,
              "%.2f s (%.2f to %.2f)",
              seconds(median(startTimes)),
              seconds(startTimes.getFirst()),
              seconds(startTimes.getLast())),
          String.format(Locale.ROOT, "%.2f s", seconds(median(processorTimes))),
          resident);
      out.flush();
    }
  }

  private static Duration median(List<Duration> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static void awaitSamplesReady(Setup setup) throws Exception {
    setup.samples().applySamples();
    if (!setup.samples().awaitReady(READY_LIMIT, setup.stop()::isStopped)) {
      throw new IOException("the samples did not become Ready in time");
    }
  }

  private static void deleteSamples(Setup setup) throws Exception {
    if (!setup.samples().deleteSamples(READY_LIMIT)) {
      throw new IOException("the samples were not deleted in time");
    }
  }

  /** The command line of this program, without its AOT cache. */
  private static List<String> javaCommand() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith(CACHE_OPTION))
        .forEach(line::add);
    line.addAll(List.of("-jar", jar().toString()));
    return line;
  }

  private static Path jar() {
    Path jar = Path.of(System.getProperty("java.class.path"));
    if (!jar.toString().endsWith(".jar")) {
      throw new IllegalStateException(
          "'ssmenv measure' must be started with 'java -jar'; use ./ssmenv");
    }
    return jar;
  }

  /** The same command line with an additional Java option. */
  private static List<String> withOption(List<String> java, String option) {
    List<String> line = new ArrayList<>(java);
    line.add(1, option);
    return line;
  }
}
