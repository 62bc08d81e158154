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

/** {@code ssmenv measure}: how long the operator takes to start, and how much memory it needs. */
@Command(
    name = "measure",
    description =
        "Runs the operator as a process of its own, against an API server and a simulated AWS"
            + " started for it, and prints how long it took to be ready and how much memory it has"
            + " resident with the samples Ready: without an AOT cache and with one, which is made"
            + " if it is not there.",
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
      description = "How often each is started; the median counts (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description =
          "How long the samples stay Ready before memory is looked at (default:"
              + " ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--train",
      description = "Only make the AOT cache, anew: './ssmenv operator' takes it if it is there.")
  private boolean train;

  @Option(
      names = "--aot-cache",
      paramLabel = "FILE",
      description = "The AOT cache (default: ssmenv.aot beside ssmenv.jar).")
  private @Nullable Path cache;

  @Parameters(
      paramLabel = "COMMAND",
      description =
          "What to run in place of this program, to be followed by 'operator --port N': a Java with"
              + " its options, for --train, or anything else, which is measured as it is. After"
              + " '--'.")
  private List<String> command = new ArrayList<>();

  MeasureCommand() {
    spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws Exception {
    if (starts < 1 || idle < 0) {
      throw new ParameterException(spec.commandLine(), "--starts and --idle must not be less");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path home = CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
    ControlPlaneBinaries binaries = BinaryCache.at(home).ensure(err::println);
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
      run(new Course(environment, samples, stop), out);
    }
    return 0;
  }

  private record Course(Map<String, String> environment, DemoRun samples, StopSignal stop) {}

  private void run(Course course, PrintWriter out) throws Exception {
    Optional<Path> made = Optional.empty();
    if (train || command.isEmpty()) {
      Path file = Optional.ofNullable(cache).orElseGet(() -> jar().resolveSibling("ssmenv.aot"));
      if (train || isOlder(file)) {
        train(course, file, out);
      }
      made = Optional.of(file);
    }
    if (train) {
      return;
    }
    out.printf(
        "%-18s %-22s %-15s %s%n",
        "", "ready after", "processor time", "resident " + idle + " s after Ready");
    if (command.isEmpty()) {
      measure("without AOT cache", java(), course, out);
      measure("with AOT cache", with(java(), CACHE_OPTION + "=" + made.orElseThrow()), course, out);
    } else {
      measure("as given", command, course, out);
    }
  }

  private static boolean isOlder(Path file) throws IOException {
    return !Files.exists(file)
        || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar())) < 0;
  }

  /**
   * The cache learns the start and no more: with all classes of a working operator in it, it maps
   * more memory than it saves.
   */
  private void train(Course course, Path file, PrintWriter out) throws Exception {
    Files.deleteIfExists(file);
    List<String> line = with(command.isEmpty() ? java() : command, CACHE_OPTION + "Output=" + file);
    try (MeasuredOperator operator = MeasuredOperator.start(line, course.environment())) {
      operator.stop();
      if (!Files.exists(file)) {
        throw new IOException("no AOT cache was made: " + operator.output());
      }
    }
    out.printf(Locale.ROOT, "%s: %d MiB%n", file, Files.size(file) >> 20);
    out.flush();
  }

  private void measure(String name, List<String> line, Course course, PrintWriter out)
      throws Exception {
    List<Duration> times = new ArrayList<>();
    List<Duration> work = new ArrayList<>();
    for (int start = 1; start < starts; start++) {
      try (MeasuredOperator operator = MeasuredOperator.start(line, course.environment())) {
        times.add(operator.start());
        work.add(operator.processorTime());
        operator.stop();
      }
    }
    try (MeasuredOperator operator = MeasuredOperator.start(line, course.environment())) {
      times.add(operator.start());
      work.add(operator.processorTime());
      makeReady(course);
      Thread.sleep(Duration.ofSeconds(idle));
      long resident = operator.residentMebibytes();
      takeDown(course);
      operator.stop();
      times.sort(null);
      work.sort(null);
      out.printf(
          Locale.ROOT,
          "%-18s %-22s %-15s %d MiB%n",
          name,
          String.format(
              Locale.ROOT,
              "%.2f s (%.2f to %.2f)",
              seconds(median(times)),
              seconds(times.getFirst()),
              seconds(times.getLast())),
          String.format(Locale.ROOT, "%.2f s", seconds(median(work))),
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

  private static void makeReady(Course course) throws Exception {
    course.samples().open();
    if (!course.samples().awaitReady(READY_LIMIT, course.stop()::isStopped)) {
      throw new IOException("the samples did not become Ready");
    }
  }

  private static void takeDown(Course course) throws Exception {
    if (!course.samples().takeDown(READY_LIMIT)) {
      throw new IOException("the samples were not deleted");
    }
  }

  /** This program, as it was started, but for a cache of its own. */
  private static List<String> java() {
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
      throw new IllegalStateException("only what was started with 'java -jar' can be measured");
    }
    return jar;
  }

  /** The same Java with one option more. */
  private static List<String> with(List<String> java, String option) {
    List<String> line = new ArrayList<>(java);
    line.add(1, option);
    return line;
  }
}
