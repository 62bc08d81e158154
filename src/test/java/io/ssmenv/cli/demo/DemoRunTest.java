package io.ssmenv.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of the demo, with a fake API server that returns prepared lists. */
class DemoRunTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String READY = environment("nat", "2/2", "True", "Ready", "Online");
  private static final String WORKING =
      environment(
          "nat",
          "0/2",
          "False",
          "Waiting",
          "Waiting for natgateway/a (nat-0123456789abcdef0, pending) to be available, which takes"
              + " a minute or two");

  private final StringWriter out = new StringWriter();
  private final Queue<String> lists = new ConcurrentLinkedQueue<>();
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
  private HttpServer server;
  private KubernetesClient client;
  private DemoRun demoRun;

  @TempDir Path directory;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
    Path kubectl = Files.writeString(directory.resolve("kubectl"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(kubectl.toFile().setExecutable(true)).isTrue();
    demoRun = new DemoRun(client, kubectl, Path.of("the-config"), new PrintWriter(out), clock);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  /** A list request returns the next prepared list, and an empty list at the end. */
  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String items =
        "GET".equals(exchange.getRequestMethod()) && !lists.isEmpty() ? lists.remove() : "";
    String kind = "DELETE".equals(exchange.getRequestMethod()) ? "Status" : "List";
    String version = kind.equals("Status") ? "v1" : "ssmenv.io/v1alpha1";
    byte[] answer =
        """
        {"apiVersion": "%s", "kind": "%s", "metadata": {}, "items": [%s]}
        """
            .formatted(version, kind.equals("List") ? "SsmManagedEnvironmentList" : kind, items)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String environment(
      String name, String online, String ready, String reason, String message) {
    return """
    {"apiVersion": "ssmenv.io/v1alpha1", "kind": "SsmManagedEnvironment",
     "metadata": {"name": "%s", "namespace": "default"},
     "status": {"online": "%s", "conditions": [
       {"type": "Ready", "status": "%s", "reason": "%s", "message": "%s"}]}}
    """
        .formatted(name, online, ready, reason, message);
  }

  private List<String> lines() {
    return out.toString().lines().filter(line -> !line.isBlank()).toList();
  }

  @Test
  void progressIsPrintedOncePerChangeWithoutIdsAndFitsTheLine() throws Exception {
    lists.addAll(List.of(WORKING, WORKING, threeReadyEnvironments()));

    assertThat(demoRun.awaitReady(LIMIT, () -> false)).isTrue();

    assertThat(lines())
        .containsExactly(
            "  0.0s nat               0/2 online, Waiting for natgateway/a (pending) to be"
                + " available, which …",
            "  0.0s elastic           1/1 online, Ready",
            "  0.0s nat               2/2 online, Ready",
            "  0.0s private           2/2 online, Ready");
    assertThat(lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aTimeoutIsReported() throws Exception {
    assertThat(demoRun.awaitReady(Duration.ZERO, () -> false)).isFalse();
    assertThat(lines())
        .singleElement()
        .asString()
        .endsWith("Not all environments became Ready within 0 s.");
  }

  @Test
  void stoppingReportsNoTimeout() throws Exception {
    assertThat(demoRun.awaitReady(LIMIT, () -> true)).isFalse();
    assertThat(lines()).isEmpty();
  }

  @Test
  void aDeletionReportsWhatBlocksItAndItsEnd() throws Exception {
    lists.add(environment("nat", "0/2", "False", "Deleting", "Waiting for vpc/main to be gone"));
    lists.add(environment("nat", "0/2", "False", "Deleting", "Waiting for vpc/main to be gone"));

    assertThat(demoRun.deleteSamples(LIMIT)).isTrue();

    assertThat(lines())
        .containsExactly(
            "  0.0s                   kubectl delete ssmenv --all",
            "  0.0s nat               Waiting for vpc/main to be gone",
            "  0.0s nat               deleted");
  }

  @Test
  void aDeletionThatIsBlockedSaysAtOnceHowToGoOn() throws Exception {
    String blocked =
        deleting("nat", "Deleting", "Paused", "spec.paused is true " + "z ".repeat(60));
    lists.add(blocked);
    lists.add(blocked);

    assertThat(demoRun.deleteSamples(LIMIT)).isTrue();

    assertThat(lines())
        .containsExactly(
            "  0.0s                   kubectl delete ssmenv --all",
            "  0.0s nat               Deletion is blocked: spec.paused is true. Set it to false, or press Ctrl-C",
            "                         again:",
            "                         kubectl patch ssmenv nat --type merge -p '{\"spec\":{\"paused\":false}}'",
            "  0.0s nat               deleted");
  }

  /** An environment that is being deleted, with a condition that says what blocks this. */
  private static String deleting(String name, String type, String reason, String message) {
    return """
    {"apiVersion": "ssmenv.io/v1alpha1", "kind": "SsmManagedEnvironment",
     "metadata": {"name": "%s", "namespace": "default"},
     "status": {"online": "0/2", "conditions": [
       {"type": "Ready", "status": "False", "reason": "Deleting", "message": "%s"},
       {"type": "%s", "status": "True", "reason": "%s", "message": "%s"}]}}
    """
        .formatted(name, message, type, reason, message);
  }

  @Test
  void theTableIsPrintedByKubectl() throws Exception {
    demoRun.printTable();
    assertThat(lines())
        .containsExactly("$ kubectl get ssmenv", "--kubeconfig the-config get ssmenv");
  }

  @Test
  void theVpcsAreListedWithWhoStandsInThem() throws Exception {
    lists.add(
        String.join(
            ",",
            inVpc(
                "nat", "NatGateway", ", \"network\": {\"environment\": {\"name\": \"public\"}}", 1),
            inVpc("private", "PrivateEndpoints", "", 2),
            inVpc("public", "ElasticIp", "", 1)));

    demoRun.printVpcs();

    assertThat(lines())
        .containsExactly(
            "vpc-00000000000000001 is the VPC of public; its guest: nat",
            "vpc-00000000000000002 is the VPC of private")
        .allMatch(line -> line.length() <= 80);
  }

  private static String inVpc(String name, String pattern, String network, int vpc) {
    return """
    {"apiVersion": "ssmenv.io/v1alpha1", "kind": "SsmManagedEnvironment",
     "metadata": {"name": "%s", "namespace": "default"},
     "spec": {"region": "eu-west-1", "connectivity": {"pattern": "%s"},
       "instances": [{"name": "app"}]%s},
     "status": {"vpcId": "vpc-%017d"}}
    """
        .formatted(name, pattern, network, vpc);
  }

  private static String threeReadyEnvironments() {
    return String.join(
        ",",
        environment("private", "2/2", "True", "Ready", "Online"),
        READY,
        environment("elastic", "1/1", "True", "Ready", "Online"));
  }
}
