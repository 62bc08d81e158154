package io.ssmenv.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneBinaries;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.Simulations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Measures the process of the operator by the accounts of the operating system: its resident
 * memory, and its CPU time and AWS calls in a poll, while some environments are idle. It asserts
 * nothing: {@code src/test/benchmarks/run process} prints the numbers.
 */
class ProcessBenchmark {

  private static final int POLLS = 3;
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /**
   * Some idle environments of one instance each, with an Elastic IP.
   *
   * @param createSeconds until all were ready
   * @param residentMebibytes as Linux counts it
   * @param cpuMillisPerPoll for each environment
   */
  record Row(
      int environments,
      double startSeconds,
      double createSeconds,
      double createCallsEach,
      long residentMebibytes,
      double callsPerPoll,
      double cpuMillisPerPoll) {}

  @Test
  void measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    System.out.printf(
        "%12s %8s %9s %11s %12s %11s %18s%n",
        "ENVIRONMENTS",
        "START s",
        "CREATE s",
        "CALLS EACH",
        "RESIDENT MiB",
        "POLL CALLS",
        "CPU ms EACH, POLL");
    for (String number : System.getProperty("ssmenv.environments", "3,50,200").split(",", -1)) {
      Row row = measure(Integer.parseInt(number));
      rows.add(row);
      System.out.printf(
          "%12d %8.2f %9.0f %11.1f %12d %11.1f %18.2f%n",
          row.environments(),
          row.startSeconds(),
          row.createSeconds(),
          row.createCallsEach(),
          row.residentMebibytes(),
          row.callsPerPoll(),
          row.cpuMillisPerPoll());
    }
    Path file = Path.of("target", "benchmarks", "process.json");
    Files.createDirectories(file.getParent());
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), rows);
  }

  private static Row measure(int environments) throws Exception {
    Path home = Path.of(System.getProperty("user.home"));
    ControlPlaneBinaries binaries =
        BinaryCache.at(CacheDirectory.resolve(System.getenv(), home)).ensure(System.err::println);
    try (ControlPlane controlPlane = ControlPlane.start(binaries, 0);
        SimulatedAws aws =
            SimulatedAws.start(Simulations.options().withQuotas(Quotas.UNLIMITED).withSpeed(20));
        KubernetesClient client = controlPlane.newClient()) {
      controlPlane.installCustomResourceDefinition();
      Map<String, String> environment =
          Map.of(
              "KUBECONFIG", controlPlane.kubeconfig().toString(),
              "AWS_ENDPOINT_URL", aws.endpoint().toString(),
              "AWS_REGION", "eu-west-1",
              "AWS_ACCESS_KEY_ID", "measured",
              "AWS_SECRET_ACCESS_KEY", "measured");
      try (MeasuredOperator operator = MeasuredOperator.start(shipped(), environment)) {
        Instant begin = Instant.now();
        IntStream.range(0, environments).forEach(i -> client.resource(environment(i)).create());
        while (ready(client) < environments) {
          Thread.sleep(Duration.ofSeconds(2));
        }
        Duration created = Duration.between(begin, Instant.now());
        long createCalls = calls(aws);
        Thread.sleep(SETTLED);
        long calls = calls(aws);
        Duration cpu = operator.processorTimeSoFar();
        Thread.sleep(Duration.ofMinutes(POLLS));
        Row row =
            new Row(
                environments,
                operator.start().toMillis() / 1000.0,
                created.toMillis() / 1000.0,
                (double) createCalls / environments,
                operator.residentMebibytes(),
                (double) (calls(aws) - calls) / POLLS,
                operator.processorTimeSoFar().minus(cpu).toMillis()
                    / (double) POLLS
                    / environments);
        Files.writeString(Path.of("target", "benchmarks", "operator.log"), operator.output());
        return row;
      }
    }
  }

  /** The operator as its image runs it, without the AOT cache, and with further options of Java. */
  private static List<String> shipped() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@src/main/dist/jvm.options");
    Stream.of(System.getProperty("ssmenv.java.options", "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .forEach(line::add);
    line.addAll(List.of("-jar", "target/ssmenv-operator.jar"));
    return line;
  }

  private static String environment(int i) {
    return """
    apiVersion: ssmenv.io/v1alpha1
    kind: SsmManagedEnvironment
    metadata: {name: e%d, namespace: default}
    spec:
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      instances: [{name: app}]
    """
        .formatted(i);
  }

  private static long ready(KubernetesClient client) {
    return client
        .resources(SsmManagedEnvironment.class)
        .inNamespace("default")
        .list()
        .getItems()
        .stream()
        .filter(one ->
            one.getStatus() != null
                && one.getStatus().conditions().stream()
                    .anyMatch(each ->
                        each.type().equals("Ready") && each.status() == Condition.Status.TRUE))
        .count();
  }

  private static long calls(SimulatedAws aws) {
    return aws.callLog().counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
