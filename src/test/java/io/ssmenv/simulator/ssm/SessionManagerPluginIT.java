package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;
import software.amazon.awssdk.services.ssm.model.TargetNotConnectedException;

/** Sessions through AWS's own session-manager-plugin, to a private instance. */
class SessionManagerPluginIT {
  private static final Pattern LOCAL_PORT = Pattern.compile("Port (\\d+) opened for sessionId");
  private static final String PROMPT = "sh-5.2$ ";

  /** Simulated time passes 20 times faster than real time; a test can let more pass. */
  private static final Duration STEP = Duration.ofMillis(400);

  private static final long REAL_STEP_MILLIS = 20;

  private final VirtualTime clock = new VirtualTime();
  private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String instance;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.dns(true, true);
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(10));
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(10));
    assertThat(fixture.connection(instance)).isEqualTo("connected");
    var passing = time.scheduleAtFixedRate(this::pass, 0, REAL_STEP_MILLIS, TimeUnit.MILLISECONDS);
    assertThat(passing.isDone()).isFalse();
  }

  private void pass() {
    clock.pass(STEP);
    aws.accounts().all().forEach(account -> account.locked(aws.clock(), now -> now));
  }

  @AfterEach
  void stop() {
    time.shutdownNow();
    fixture.close();
    aws.close();
  }

  private StartSessionResponse session(String document, Map<String, List<String>> parameters) {
    return fixture.ssm.startSession(
        r -> r.target(instance).documentName(document).parameters(parameters));
  }

  private SessionManagerPlugin connect(StartSessionResponse started) {
    return SessionManagerPlugin.connect(aws, instance, started);
  }

  private SessionManagerPlugin shell() {
    SessionManagerPlugin plugin = connect(fixture.ssm.startSession(r -> r.target(instance)));
    plugin.awaitOutput(PROMPT);
    return plugin;
  }

  private List<String> statuses(SessionState state) {
    return fixture.ssm.describeSessions(r -> r.state(state)).sessions().stream()
        .map(session -> session.statusAsString())
        .toList();
  }

  @Test
  void aShellEchoesRunsCommandsAndEndsWithExit() throws Exception {
    try (SessionManagerPlugin plugin = shell()) {
      plugin.type("echo over the data channel\n");
      plugin.awaitOutput("echo over the data channel\r\nover the data channel\r\n" + PROMPT);
      plugin.type("ls\n");
      plugin.awaitOutput("not supported: ls\r\n" + PROMPT);
      assertThat(statuses(SessionState.ACTIVE)).containsExactly("Connected");
      plugin.type("exit\n");

      assertThat(plugin.awaitExit()).isZero();
      assertThat(plugin.output()).contains("Exiting session with sessionId: AKIDTEST-");
      assertThat(statuses(SessionState.ACTIVE)).isEmpty();
      assertThat(statuses(SessionState.HISTORY)).containsExactly("Terminated");
    }
  }

  @Test
  void ctrlCReachesTheCommandAndNotThePlugin() {
    try (SessionManagerPlugin plugin = shell()) {
      plugin.type("curl -m 999999 http://checkip.amazonaws.com\n");
      plugin.awaitOutput("amazonaws.com\r\n");
      plugin.interrupt();
      plugin.awaitOutput("^C\r\n" + PROMPT);
      plugin.type("echo still here\n");

      plugin.awaitOutput("\r\nstill here\r\n" + PROMPT);
    }
  }

  @Test
  void aPrivateInstanceTimesOut() {
    try (SessionManagerPlugin plugin = shell()) {
      plugin.type("curl -m 5 http://checkip.amazonaws.com\n");

      plugin.awaitOutput("curl: (28) Connection timed out after 5001 milliseconds\r\n" + PROMPT);
    }
  }

  @Test
  void terminateSessionEndsThePlugin() throws Exception {
    try (SessionManagerPlugin plugin = shell()) {
      String id =
          fixture
              .ssm
              .describeSessions(r -> r.state(SessionState.ACTIVE))
              .sessions()
              .getFirst()
              .sessionId();
      fixture.ssm.terminateSession(r -> r.sessionId(id));

      assertThat(plugin.awaitExit()).isZero();
      assertThat(plugin.output()).contains("Exiting session with sessionId: " + id);
    }
  }

  @Test
  void aSessionThatIsNotUsedTimesOut() throws Exception {
    try (SessionManagerPlugin plugin = shell()) {
      fixture.pass(Duration.ofMinutes(21));

      assertThat(plugin.awaitExit()).isZero();
      assertThat(plugin.output()).contains("Your session timed out due to inactivity.");
    }
  }

  @Test
  void aPortIsForwardedForSeveralConnectionsUntilCtrlC() throws Exception {
    try (SessionManagerPlugin plugin =
        connect(session("AWS-StartPortForwardingSession", Map.of()))) {
      URI local = local(plugin);
      assertThat(get(local)).isEqualTo(instance + "\n");
      assertThat(get(local)).isEqualTo(instance + "\n");
      plugin.interrupt();

      assertThat(plugin.awaitExit()).isZero();
      await().untilAsserted(() -> assertThat(statuses(SessionState.ACTIVE)).isEmpty());
    }
  }

  @Test
  void aPortThatRefusesConnectionsIsNamed() {
    try (SessionManagerPlugin plugin =
        connect(session("AWS-StartPortForwardingSession", Map.of("portNumber", List.of("8080"))))) {
      URI local = local(plugin);
      assertThatThrownBy(() -> get(local)).isInstanceOf(IOException.class);

      plugin.awaitOutput("Connection to destination port failed, check SSM Agent logs.");
    }
  }

  @Test
  void aHostBehindTheInstanceIsForwarded() throws Exception {
    String address =
        fixture
            .ec2
            .describeInstances()
            .reservations()
            .getFirst()
            .instances()
            .getFirst()
            .privateIpAddress();
    try (SessionManagerPlugin plugin =
        connect(
            session(
                "AWS-StartPortForwardingSessionToRemoteHost",
                Map.of("host", List.of(address), "portNumber", List.of("80"))))) {
      assertThat(get(local(plugin))).isEqualTo(instance + "\n");
    }
  }

  @Test
  void anSshSessionUsesStandardInputAndOutput() {
    try (SessionManagerPlugin plugin = connect(session("AWS-StartSSHSession", Map.of()))) {
      plugin.awaitOutput("SSH-2.0-simulated");
    }
  }

  @Test
  void aCommandRunsAndEndsTheSession() throws Exception {
    try (SessionManagerPlugin plugin =
        connect(
            session(
                "AWS-StartInteractiveCommand", Map.of("command", List.of("echo one command"))))) {
      assertThat(plugin.awaitExit()).isZero();
      assertThat(plugin.output()).contains("one command\r\n", "Exiting session with sessionId:");
    }
  }

  @Test
  void aTargetThatIsNotConnectedIsNamed() {
    fixture.ec2.stopInstances(r -> r.instanceIds(instance));
    fixture.pass(Duration.ofMinutes(5));

    assertThatThrownBy(() -> session("SSM-SessionManagerRunShell", Map.of()))
        .isInstanceOf(TargetNotConnectedException.class)
        .hasMessageContaining(instance + " is not connected.");
  }

  private static URI local(SessionManagerPlugin plugin) {
    plugin.awaitOutput("Waiting for connections...");
    Matcher port = LOCAL_PORT.matcher(plugin.output());
    assertThat(port.find()).as(plugin.output()).isTrue();
    return URI.create("http://127.0.0.1:" + port.group(1) + "/");
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
