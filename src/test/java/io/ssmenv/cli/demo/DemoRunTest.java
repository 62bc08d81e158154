package io.ssmenv.cli.demo;

import static io.ssmenv.cli.demo.PreparedApiServer.REFUSED;
import static io.ssmenv.cli.demo.PreparedApiServer.egress;
import static io.ssmenv.cli.demo.PreparedApiServer.environment;
import static io.ssmenv.cli.demo.PreparedApiServer.inVpc;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
  private PreparedApiServer server;
  private Queue<String> lists;
  private DemoRun demoRun;

  @TempDir Path directory;

  @BeforeEach
  void start() throws IOException {
    server = PreparedApiServer.start();
    lists = server.lists;
    Path kubectl = Files.writeString(directory.resolve("kubectl"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(kubectl.toFile().setExecutable(true)).isTrue();
    demoRun =
        new DemoRun(server.client, kubectl, Path.of("the-config"), new PrintWriter(out), clock, 80);
  }

  @AfterEach
  void stop() {
    server.close();
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
            "  0.0s nat      0/2    Waiting for natgateway/a (pending) to be available, …",
            "  0.0s elastic  1/1    Ready",
            "  0.0s nat      2/2    Ready",
            "  0.0s private  2/2    Ready");
    assertThat(lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void anApiServerThatDoesNotAnswerIsAskedAgainAndNamedOnce() throws Exception {
    lists.addAll(List.of(REFUSED, REFUSED, threeReadyEnvironments()));

    assertThat(demoRun.awaitReady(LIMIT, () -> false)).isTrue();

    assertThat(lines())
        .first()
        .asString()
        .contains("The API server does not answer; trying again: ")
        .doesNotContain("Exception");
    assertThat(lines()).filteredOn(line -> line.contains("trying again")).hasSize(1);
  }

  @Test
  void anApiServerThatDoesNotAnswerDoesNotEndTheDeletion() throws Exception {
    lists.addAll(List.of(REFUSED, environment("nat", "0/2", "False", "Deleting", "Waiting")));

    assertThat(demoRun.deleteSamples(LIMIT)).isTrue();

    assertThat(lines())
        .anyMatch(line -> line.contains("The API server does not answer"))
        .last()
        .asString()
        .endsWith("deleted");
  }

  @Test
  void environmentsAreAwaitedUntilTheirEgressIsVerified() throws Exception {
    String three = String.join(",", egress("nat", ""), egress("private", ""), egress("public", ""));
    String verified =
        String.join(
            ",",
            egress("nat", "\"observed\": \"203.0.113.7\""),
            egress("private", "\"problem\": \"curl is not installed\""),
            egress("public", "\"observed\": \"203.0.113.8\""));
    lists.addAll(List.of(three, REFUSED, verified));

    assertThat(demoRun.awaitVerified(LIMIT, () -> false))
        .extracting(one -> one.getMetadata().getName())
        .containsExactly("nat", "private", "public");
    assertThat(lists).isEmpty();
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
            "  0.0s                 kubectl delete ssmenv --all",
            "  0.0s nat             Waiting for vpc/main to be gone",
            "  0.0s nat             deleted");
  }

  @Test
  void aDeletionThatTakesTooLongSaysHowMuchOfThatTheApiServerWasAway() throws Exception {
    String left = environment("nat", "0/2", "False", "Deleting", "Waiting for vpc/main to be gone");
    lists.addAll(List.of(left, REFUSED, left, left, left));
    Instant start = Instant.parse("2026-11-23T12:00:00Z");
    AtomicInteger reads = new AtomicInteger();
    DemoRun slow =
        new DemoRun(
            server.client,
            Path.of("kubectl"),
            Path.of("the-config"),
            new PrintWriter(out),
            () -> start.plusSeconds(reads.incrementAndGet()),
            80);

    assertThat(slow.deleteSamples(Duration.ofSeconds(12))).isFalse();

    assertThat(String.join(" ", lines()).replaceAll(" +", " "))
        .containsPattern(
            "Not all environments were deleted within 12 s, for [1-9] s of which the API server did"
                + " not answer");
  }

  @Test
  void theExitCodesTellWhatIsNotDone() {
    assertThat(new DemoOutcome(true, true).exitCode(true)).isZero();
    assertThat(new DemoOutcome(false, false).exitCode(true)).isEqualTo(2);
    assertThat(new DemoOutcome(true, false).exitCode(true)).isEqualTo(3);
    assertThat(new DemoOutcome(true, false).exitCode(false)).isEqualTo(4);
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

  private static String threeReadyEnvironments() {
    return String.join(
        ",",
        environment("private", "2/2", "True", "Ready", "Online"),
        READY,
        environment("elastic", "1/1", "True", "Ready", "Online"));
  }
}
