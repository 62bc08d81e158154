package io.ssmenv.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneBinaries;
import io.ssmenv.engine.PreparedEnvironments;
import io.ssmenv.engine.PreparedEnvironments.Ready;
import io.ssmenv.engine.PreparedEnvironments.Wanted;
import io.ssmenv.simulator.SimulatedAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Measures the process of the operator by the accounts of the operating system: its resident
 * memory, and its CPU time and AWS calls in a poll, while some environments are idle. It asserts
 * nothing: {@code src/test/benchmarks/run process} prints the numbers.
 */
class ProcessBenchmark {

  private static final int POLLS = Integer.getInteger("ssmenv.polls", 5);

  /** Until the heap has given back what the start needed. */
  private static final Duration SETTLED = Duration.ofMinutes(3);

  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      instances: [{name: app}]
      """;

  /**
   * Some idle environments of one instance each, with an Elastic IP.
   *
   * @param residentMebibytes as Linux counts it
   * @param cpuMillisPerPoll of all environments
   */
  record Row(
      int environments,
      double startSeconds,
      long residentMebibytes,
      double callsPerPoll,
      double cpuMillisPerPoll) {}

  @Test
  void measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    System.out.printf(
        "%12s %8s %12s %11s %13s %8s%n",
        "ENVIRONMENTS", "START s", "RESIDENT MiB", "POLL CALLS", "CPU ms, POLL", "EACH");
    for (String number : System.getProperty("ssmenv.environments", "3,100,1000").split(",", -1)) {
      Row row = measure(Integer.parseInt(number));
      rows.add(row);
      System.out.printf(
          "%12d %8.2f %12d %11.1f %13.1f %8.3f%n",
          row.environments(),
          row.startSeconds(),
          row.residentMebibytes(),
          row.callsPerPoll(),
          row.cpuMillisPerPoll(),
          row.cpuMillisPerPoll() / row.environments());
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
        PreparedEnvironments prepared = PreparedEnvironments.open(environments);
        KubernetesClient client = controlPlane.newClient()) {
      controlPlane.installCustomResourceDefinition();
      prepare(environments, prepared, client);
      Map<String, String> environment =
          Map.of(
              "KUBECONFIG", controlPlane.kubeconfig().toString(),
              "AWS_ENDPOINT_URL", prepared.aws().endpoint().toString(),
              "AWS_REGION", "eu-west-1",
              "AWS_ACCESS_KEY_ID", "measured",
              "AWS_SECRET_ACCESS_KEY", "measured");
      try (MeasuredOperator operator = MeasuredOperator.start(shipped(), environment)) {
        Thread.sleep(SETTLED);
        long calls = calls(prepared.aws());
        Duration cpu = operator.processorTimeSoFar();
        Thread.sleep(Duration.ofMinutes(POLLS));
        Row row =
            new Row(
                environments,
                operator.start().toMillis() / 1000.0,
                operator.residentMebibytes(),
                (double) (calls(prepared.aws()) - calls) / POLLS,
                operator.processorTimeSoFar().minus(cpu).toMillis() / (double) POLLS);
        Path log = Path.of("target", "benchmarks", "operator.log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, operator.output());
        return row;
      }
    }
  }

  /** Creates the objects, what they stand for, and the statuses: as an operator leaves them. */
  private static void prepare(
      int environments, PreparedEnvironments prepared, KubernetesClient client) throws IOException {
    String cluster = client.namespaces().withName("kube-system").require().getMetadata().getUid();
    Map<String, SsmManagedEnvironment> created =
        IntStream.range(0, environments)
            .mapToObj(i ->
                client
                    .getKubernetesSerialization()
                    .unmarshal(environment(i), SsmManagedEnvironment.class))
            .map(one -> client.resource(one).create())
            .collect(Collectors.toMap(one -> one.getMetadata().getUid(), one -> one));
    List<Ready> ready =
        prepared.build(
            cluster,
            created.values().stream()
                .map(one ->
                    new Wanted(
                        one.getMetadata().getUid(), "default/" + one.getMetadata().getName(), SPEC))
                .toList());
    for (Ready one : ready) {
      SsmManagedEnvironment object = Objects.requireNonNull(created.get(one.wanted().uid()));
      object.setStatus(one.status());
      client.resource(object).updateStatus();
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
    line.addAll(
        List.of("-jar", System.getProperty("ssmenv.operator", "target/ssmenv-operator.jar")));
    return line;
  }

  private static String environment(int i) {
    return """
    apiVersion: ssmenv.io/v1alpha1
    kind: SsmManagedEnvironment
    metadata: {name: e%d, namespace: default, finalizers: [ssmenv.io/aws-resources]}
    spec:
    %s\
    """
        .formatted(i, SPEC.indent(2));
  }

  private static long calls(SimulatedAws aws) {
    return aws.callLog().counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
