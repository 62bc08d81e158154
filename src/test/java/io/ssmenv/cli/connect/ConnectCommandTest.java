package io.ssmenv.cli.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.ssm.EnvironmentFixture;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** What a person is told, with a plugin that prints how it was called. */
class ConnectCommandTest {

  private static final String KEY = "AKIDPERSON";
  private static final String PLUGIN =
      """
      #!/bin/sh
      if [ "$1" = --version ]; then echo VERSION; exit 0; fi
      echo "arguments: $*"
      echo "variable: $AWS_SSM_START_SESSION_RESPONSE"
      touch "$TMPDIR/left"
      echo "folder: $TMPDIR"
      exit 7
      """;

  @TempDir private Path folder;
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String instance = "";
  private ConnectRun run = new ConnectRun(ClientFactory.ofDefaultChain());

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.elasticIp();
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
    plugin("1.2.707.0");
    run =
        new ConnectRun(ClientFactory.of(aws.endpoint(), KEY, "secret"))
            .in(FixedCluster.of(instance))
            .withPath(folder.toString());
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private void plugin(String version) throws IOException {
    Path file = folder.resolve(PluginProgram.NAME);
    Files.writeString(file, PLUGIN.replace("VERSION", version));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private int connect(String... arguments) {
    return run.of(ConnectCommand::new, arguments);
  }

  private String printed() {
    return run.session.toString(UTF_8);
  }

  @Test
  void startsASessionAndReturnsTheExitCodeOfThePlugin() {
    assertThat(connect("reports")).as(run.err).isEqualTo(7);
    assertThat(printed())
        .contains(
            "arguments: AWS_SSM_START_SESSION_RESPONSE eu-west-1 StartSession  {\"Target\":\""
                + instance
                + "\"} "
                + aws.endpoint()
                + "\n",
            "variable: {\"SessionId\":\"" + KEY,
            "\"TokenValue\":");
    assertThat(fixture.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions())
        .singleElement()
        .satisfies(session -> assertThat(session.target()).isEqualTo(instance));
  }

  @Test
  void anOldPluginGetsTheTokenAsAnArgument() throws IOException {
    plugin("1.2.463.0");

    assertThat(connect("reports")).as(run.err).isEqualTo(7);
    assertThat(printed()).contains("arguments: {\"SessionId\":\"" + KEY, "variable: \n");
  }

  @Test
  void thePluginHasAFolderOfItsOwnThatIsRemoved() {
    connect("reports");

    assertThat(Path.of(printed().replaceAll("(?s).*folder: ([^\n]*)\n.*", "$1")))
        .isAbsolute()
        .doesNotExist();
  }

  @Test
  void withoutThePluginItSaysHowToGetIt() {
    run.withPath("/nowhere");

    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err)
        .startsWith("connect: session-manager-plugin is not on the PATH. Install it with: ")
        .contains(
            "\nThen run this again, or: aws ssm start-session --region eu-west-1 --target "
                + instance
                + "\n");
    assertThat(fixture.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "other|The namespace team-a has no SsmManagedEnvironment other. List them with: kubectl",
        "reports -n other|The namespace other has no SsmManagedEnvironment reports.",
        "reports app-7|team-a/reports has no instance app-7. It has: app-0\n"
      })
  void whatDoesNotExistIsNamed(String arguments, String message) {
    assertThat(connect(arguments.split(" "))).isEqualTo(1);
    assertThat(run.err).startsWith("connect: " + message.replace("\\n", "\n"));
    assertThat(run.err.lines()).hasSize(1);
  }

  @Test
  void anEnvironmentThatHasNoInstanceToConnectToSaysWhy() {
    run.in(FixedCluster.of());
    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err)
        .contains(
            "team-a/reports has no instances yet: Creating the VPC. See: kubectl describe ssmenv -n"
                + " team-a reports");

    run.in(FixedCluster.notLaunched());
    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err).contains("app-0 is not launched yet");
  }

  @Test
  void severalInstancesAreChosenByNumberOnATerminalOnly() {
    run.in(FixedCluster.of("i-0", instance));
    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err).contains("team-a/reports has 2 instances. Name one of: app-0, app-1");

    assertThat(connect("reports", "app-1")).as(run.err).isEqualTo(7);
    assertThat(connect("reports", instance)).as(run.err).isEqualTo(7);

    run.onTerminal("3\n");
    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err)
        .contains("  2  app-1 (" + instance + ")  Online\n")
        .contains("Number of the instance (1-2): ", "'3' is not a number from 1 to 2");
  }

  @Test
  void anInstanceThatIsNotConnectedSaysWhatTheOperatorHasFound() {
    fixture.ec2.stopInstances(r -> r.instanceIds(instance));
    fixture.pass(Duration.ofMinutes(5));

    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err)
        .isEqualTo(
            "connect: app-0 (%s) is not connected to Session Manager: its agent is not online any more."
                    .formatted(instance)
                + " To see why: ssmenv explain reports app-0 -n team-a\n");
  }

  @Test
  void aMissingPermissionNamesThePolicyThatHasIt() {
    String other =
        """
        {"Version":"2012-10-17",
         "Statement":[{"Effect":"Allow","Action":"sts:GetCallerIdentity","Resource":"*"}]}\
        """;
    aws.callerPolicies().restrict(KEY, List.of(other), Map.of());

    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err)
        .contains("The credentials do not allow StartSession on app-0 (" + instance + "): ")
        .contains("Ask for the policy of: ssmenv iam-policies --connect team-a/reports\n");
    assertThat(run.err.lines()).hasSize(1);
  }

  @Test
  void credentialsOfAnotherAccountAreNamed() {
    run.in(FixedCluster.inAccount("444455556666", "i-0123456789abcdef0"));

    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err)
        .contains(
            "The credentials belong to the account 111122223333, but team-a/reports is in the account"
                + " 444455556666. Set AWS_PROFILE");
  }

  @Test
  void withoutCredentialsItSaysSo() {
    run =
        new ConnectRun(
                new ClientFactory(
                    () -> {
                      throw SdkClientException.create(
                          "Unable to load credentials : [EnvironmentProvider(): from system settings]");
                    },
                    Optional.of(aws.endpoint())))
            .in(FixedCluster.of(instance))
            .withPath(folder.toString());

    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err).contains("No usable AWS credentials were found. Set AWS_PROFILE");
  }

  @Test
  void withoutAClusterItSaysSo() {
    run =
        new ConnectRun(new ClientFactory(AnonymousCredentialsProvider.create(), Optional.empty()));

    assertThat(connect("reports")).isEqualTo(1);
    assertThat(run.err).contains("No cluster is configured. Set KUBECONFIG");
  }
}
