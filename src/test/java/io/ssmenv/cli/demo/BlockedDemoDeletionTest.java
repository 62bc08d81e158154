package io.ssmenv.cli.demo;

import static io.ssmenv.cli.demo.PreparedApiServer.REFUSED;
import static io.ssmenv.cli.demo.PreparedApiServer.deleting;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of the demo while a spec forbids the operator to delete. */
class BlockedDemoDeletionTest {

  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String PAUSED =
      deleting("nat", "Deleting", "Paused", "spec.paused is true " + "z ".repeat(60));
  private static final String HOST =
      deleting("public", "Deleting", "WaitingForGuests", "Delete nat");
  private static final String WORKING = deleting("private", "Deleting", "Working", "delete vpc");

  private final StringWriter out = new StringWriter();
  private PreparedApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = PreparedApiServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private boolean delete(InstantSource clock, String... lists) throws InterruptedException {
    server.lists.addAll(List.of(lists));
    Path path = Path.of("unused");
    return new DemoRun(server.client, path, path, new PrintWriter(out), clock, 80)
        .deleteSamples(LIMIT);
  }

  /** Half a minute has passed with each look at it. */
  private static InstantSource jumping() {
    AtomicInteger looks = new AtomicInteger();
    return () -> BEGIN.plusSeconds(30L * looks.getAndIncrement());
  }

  private List<String> lines() {
    return out.toString().lines().filter(line -> !line.isBlank()).toList();
  }

  private String text() {
    return String.join(" ", lines()).replaceAll(" +", " ");
  }

  @Test
  void itSaysAtOnceHowToGoOnAndGoesOn() throws Exception {
    assertThat(delete(InstantSource.fixed(BEGIN), PAUSED, PAUSED)).isTrue();

    assertThat(lines())
        .containsExactly(
            "  0.0s                 kubectl delete ssmenv --all",
            "  0.0s nat             Deletion is blocked: spec.paused is true. Set it to",
            "                       false, or the demo ends soon and leaves it:",
            "  kubectl patch ssmenv nat --type merge -p '{\"spec\":{\"paused\":false}}'",
            "  0.0s nat             deleted");
  }

  @ParameterizedTest
  @CsvSource({"Paused", "ReportOnly"})
  void nobodyWaitsForTheTimeoutIfNobodyUnblocksIt(String reason) throws Exception {
    String blocked = deleting("nat", "Deleting", reason, "the deletion is blocked");

    assertThat(delete(jumping(), blocked, REFUSED, blocked, blocked, blocked)).isFalse();

    assertThat(server.lists).isNotEmpty();
    assertThat(text())
        .contains("kubectl patch ssmenv nat --type merge -p ")
        .endsWith(
            "The spec of nat still blocks the deletion, so the demo ends now. Nothing outlives the demo.");
  }

  @Test
  void theHostOfABlockedGuestIsNotWaitedForEither() throws Exception {
    String both = PAUSED + "," + HOST;

    assertThat(delete(jumping(), both, both, both, both)).isFalse();

    assertThat(server.lists).isNotEmpty();
    assertThat(text()).contains("The spec of nat still blocks the deletion");
  }

  @Test
  void whatIsStillDeletedIsWaitedFor() throws Exception {
    InstantSource slow = tenthOf(jumping());
    String both = PAUSED + "," + WORKING;

    assertThat(delete(slow, both, both, both, both, PAUSED)).isTrue();
    assertThat(text()).contains("private deleted").contains("nat deleted");
  }

  private static InstantSource tenthOf(InstantSource clock) {
    return () -> BEGIN.plus(Duration.between(BEGIN, clock.instant()).dividedBy(10));
  }
}
