package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.connect.SessionRecorder.Recording;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.ssm.EnvironmentFixture;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** Sessions that the demo opens, on a private instance. {@code ConnectIT} has one of the plugin. */
class SessionRecorderTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String KEY = "AKIDPERSON";

  private final VirtualTime clock = new VirtualTime();
  private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String instance;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(10));
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(10));
    assertThat(fixture.connection(instance)).isEqualTo("connected");
    var passing = time.scheduleAtFixedRate(this::pass, 0, 20, TimeUnit.MILLISECONDS);
    assertThat(passing.isDone()).isFalse();
  }

  private void pass() {
    clock.pass(Duration.ofMillis(400));
    aws.accounts().all().forEach(account -> account.locked(aws.clock(), now -> now));
  }

  @AfterEach
  void stop() {
    time.shutdownNow();
    fixture.close();
    aws.close();
  }

  private Recording record(String command, Optional<Path> plugin) throws Exception {
    return SessionRecorder.of(
            ClientFactory.of(aws.endpoint(), KEY, "secret"),
            Map.of(),
            plugin,
            InstantSource.fixed(NOW))
        .record("eu-west-1", instance, command, LIMIT);
  }

  private List<String> statuses(SessionState state) {
    return fixture.ssm.describeSessions(r -> r.state(state)).sessions().stream()
        .map(session -> session.statusAsString())
        .toList();
  }

  @Test
  void withoutThePluginAShellOpensRunsTheCommandAndEnds() throws Exception {
    Recording recording = record("echo over the data channel", Optional.empty());

    assertThat(recording)
        .isEqualTo(
            new Recording(
                NOW,
                "sh-5.2$ echo over the data channel\nover the data channel\nsh-5.2$ exit\nexit",
                "over the data channel"));
    assertThat(statuses(SessionState.ACTIVE)).isEmpty();
    assertThat(statuses(SessionState.HISTORY)).containsExactly("Terminated");
  }

  @Test
  void aTimeOutIsTheAnswerOfAPrivateInstance() throws Exception {
    assertThat(record("curl -sS -m 10 https://checkip.amazonaws.com", Optional.empty()).answer())
        .isEqualTo("curl: (28) Connection timed out after 10001 milliseconds");
  }

  @Test
  void aCommandMayPrintNothing() throws Exception {
    assertThat(record("echo -n", Optional.empty()).answer()).isEmpty();
  }

  @Test
  void aSessionThatAwsRefusesIsNamedWithItsReason() {
    fixture.ec2.stopInstances(r -> r.instanceIds(instance));
    fixture.pass(Duration.ofMinutes(5));

    assertThatThrownBy(() -> record("echo", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("AWS refused the session: ")
        .hasMessageContaining(instance + " is not connected");
  }

  @Test
  void aPluginThatShowsNoPromptIsQuoted() throws Exception {
    Path plugin =
        Files.writeString(folder.resolve("session-manager-plugin"), "#!/bin/sh\necho no agent\n");
    assertThat(plugin.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> record("echo", Optional.of(plugin)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("It printed: no agent");
    assertThat(statuses(SessionState.ACTIVE)).isEmpty();
  }
}
