package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.sessionplugin.PluginBuild;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.ssm.EnvironmentFixture;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** The commands with AWS's own session-manager-plugin, on a pseudo terminal. */
class ConnectIT {

  private static final String KEY = "AKIDPERSON";
  private static final String PROMPT = "sh-5.2$ ";
  private static final Pattern LOCAL_PORT = Pattern.compile("Port (\\d+) opened for sessionId");

  /** Simulated time passes 20 times faster than real time. */
  private static final Duration STEP = Duration.ofMillis(400);

  private static final long REAL_STEP_MILLIS = 20;

  private final VirtualTime clock = new VirtualTime();
  private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private Path plugin;
  private String instance;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    plugin =
        PluginBuild.at(
                CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home"))))
            .ensure(System.err::println);
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
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

  private TerminalCommand onTerminal(String instances, String... arguments) {
    return TerminalCommand.onTerminal(aws.endpoint(), KEY, plugin, instances, arguments);
  }

  private List<Session> active() {
    return fixture.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions();
  }

  @Test
  void aShellOnATerminalKeepsCtrlCAndEndsWithExit() throws Exception {
    try (TerminalCommand command = onTerminal(instance, "connect", "reports")) {
      command.awaitOutput(PROMPT);
      assertThat(active()).extracting(Session::target).containsExactly(instance);
      command.type("curl -m 999999 http://checkip.amazonaws.com\n");
      command.awaitOutput("amazonaws.com\n");
      command.typeCtrlC();
      command.awaitOutput("^C\n" + PROMPT);
      command.type("echo still here\n");
      command.awaitOutput("\nstill here\n" + PROMPT);
      command.type("exit\n");

      assertThat(command.awaitExit()).as(command.output()).isZero();
      assertThat(active()).isEmpty();
    }
  }

  @Test
  void aShellOpensOnTheInstanceThatIsChosenByItsNumber() throws Exception {
    try (TerminalCommand command =
        onTerminal("i-0123456789abcdef0," + instance, "connect", "reports")) {
      command.awaitOutput("Number of the instance (1-2): ");
      command.type("2\n");
      command.awaitOutput(PROMPT);
      assertThat(active()).extracting(Session::target).containsExactly(instance);
      command.type("exit\n");

      assertThat(command.awaitExit()).as(command.output()).isZero();
    }
  }

  @Test
  void aPortIsForwardedUntilCtrlC() throws Exception {
    try (TerminalCommand command = onTerminal(instance, "port-forward", "reports", "0:80")) {
      command.awaitOutput("Waiting for connections...");
      Matcher port = LOCAL_PORT.matcher(command.output());
      assertThat(port.find()).as(command.output()).isTrue();
      assertThat(get(URI.create("http://127.0.0.1:" + port.group(1) + "/")))
          .isEqualTo(instance + "\n");
      command.typeCtrlC();

      assertThat(command.awaitExit()).as(command.output()).isZero();
      await().untilAsserted(() -> assertThat(active()).isEmpty());
    }
  }

  @Test
  void anSshClientIsConnectedOverStandardInputAndOutput() {
    try (TerminalCommand command =
        TerminalCommand.withoutTerminal(
            aws.endpoint(), KEY, plugin, instance, "connect", "reports", "--ssh", "22")) {
      command.awaitOutput("SSH-2.0-simulated");
    }
  }

  @Test
  void aProgramRecordsAShellOfThePlugin() throws Exception {
    SessionRecorder.Recording recording =
        SessionRecorder.of(
                ClientFactory.of(aws.endpoint(), KEY, "secret"),
                Map.of(
                    "AWS_ACCESS_KEY_ID", KEY,
                    "AWS_SECRET_ACCESS_KEY", "secret",
                    "AWS_EC2_METADATA_DISABLED", "true",
                    "NO_PROXY", "*"),
                Optional.of(plugin),
                InstantSource.system())
            .record("eu-west-1", instance, "echo recorded", Duration.ofMinutes(1));

    assertThat(recording.screen())
        .matches(
            "\\s*Starting session with SessionId: AKIDPERSON-\\w+\\s+"
                + "sh-5\\.2\\$ echo recorded\nrecorded\nsh-5\\.2\\$ exit\nexit\\s+"
                + "Exiting session with sessionId: AKIDPERSON-\\w+\\.");
    assertThat(recording.answer()).isEqualTo("recorded");
    assertThat(active()).isEmpty();
  }

  @Test
  void aDataChannelThatDoesNotOpenEndsTheCommandWithWhatToDo() throws Exception {
    String policy =
        """
        {"Version":"2012-10-17","Statement":[
         {"Effect":"Allow","Action":["ssm:StartSession","ssm:TerminateSession"],"Resource":"*"}]}\
        """;
    aws.callerPolicies().restrict(KEY, List.of(policy), Map.of());
    try (TerminalCommand shell = onTerminal(instance, "connect", "reports");
        TerminalCommand port = onTerminal(instance, "port-forward", "reports", "0:80")) {
      for (TerminalCommand command : List.of(shell, port)) {
        assertThat(command.awaitExit()).as(command.output()).isEqualTo(1);
        assertThat(command.output())
            .contains("The data channel of the session " + KEY, " did not open in 20 s. ")
            .contains("ssmmessages:OpenDataChannel");
      }
    }
    assertThat(active()).isEmpty();
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
