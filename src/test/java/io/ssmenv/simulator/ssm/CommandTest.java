package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** Commands to instances: their output, their delivery, and rejected requests. */
class CommandTest {
  private static final String WHO_AM_I = "curl -sS -m 5 https://checkip.amazonaws.com";
  private static final Duration SOON = Duration.ofSeconds(15);

  private final VirtualTime clock = new VirtualTime();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private String behindAnElasticIp() {
    fixture.elasticIp();
    String instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
    return instance;
  }

  private String send(String instance, String... lines) {
    return fixture
        .ssm
        .sendCommand(r ->
            r.instanceIds(instance)
                .documentName("AWS-RunShellScript")
                .parameters(Map.of("commands", List.of(lines))))
        .command()
        .commandId();
  }

  private GetCommandInvocationResponse got(String command, String instance) {
    return fixture.ssm.getCommandInvocation(r -> r.commandId(command).instanceId(instance));
  }

  private GetCommandInvocationResponse ran(String instance, String... lines) {
    String command = send(instance, lines);
    fixture.pass(SOON);
    return got(command, instance);
  }

  @Test
  void anInstanceWithAnElasticIpHasThatPublicAddress() {
    String instance = behindAnElasticIp();
    String address = fixture.ec2.describeAddresses().addresses().getFirst().publicIp();

    GetCommandInvocationResponse ran = ran(instance, WHO_AM_I);
    assertThat(ran.statusAsString()).isEqualTo("Success");
    assertThat(ran.responseCode()).isZero();
    assertThat(ran.standardOutputContent()).isEqualTo(address + "\n");
    assertThat(ran.standardErrorContent()).isEmpty();
  }

  @Test
  void anInstanceBehindANatGatewayHasTheGatewaysPublicAddress() {
    fixture.natGateway();
    fixture.pass(Duration.ofMinutes(3));
    String instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
    String address = fixture.ec2.describeAddresses().addresses().getFirst().publicIp();

    assertThat(ran(instance, WHO_AM_I).standardOutputContent()).isEqualTo(address + "\n");
  }

  @Test
  void anInstanceWithOnlyEndpointsCannotReachTheInternet() {
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
    String instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));

    GetCommandInvocationResponse ran = ran(instance, WHO_AM_I);
    assertThat(ran.statusAsString()).isEqualTo("Failed");
    assertThat(ran.responseCode()).isEqualTo(28);
    assertThat(ran.standardOutputContent()).isEmpty();
    assertThat(ran.standardErrorContent())
        .isEqualTo(
            "curl: (28) Connection timed out after 5001 milliseconds\n"
                + "failed to run commands: exit status 28");
    assertThat(Duration.parse(ran.executionElapsedTime())).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void withoutATimeoutCurlFailsWithTheKernelTimeout() {
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
    String instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));

    String command = send(instance, "curl -s -S http://checkip.amazonaws.com/");
    fixture.pass(Duration.ofMinutes(2));
    assertThat(got(command, instance).statusAsString()).isEqualTo("InProgress");
    assertThat(got(command, instance).responseCode()).isEqualTo(-1);
    fixture.pass(SOON.multipliedBy(2));
    assertThat(got(command, instance).standardErrorContent())
        .startsWith(
            "curl: (28) Failed to connect to checkip.amazonaws.com port 80 after 134797 ms");
  }

  @Test
  void linesRunInOrderAndTheLastExitCodeCounts() {
    String instance = behindAnElasticIp();

    GetCommandInvocationResponse ran =
        ran(instance, "# who", "echo I am 'behind  it'", "", WHO_AM_I + "\necho \"done\"");
    assertThat(ran.standardOutputContent())
        .matches("I am behind  it\n203\\.0\\.113\\.\\d+\ndone\n");
    assertThat(ran.responseCode()).isZero();
  }

  @Test
  void aCommandIsInvisibleForSomeMomentsAfterItWasSent() {
    String instance = behindAnElasticIp();
    String command = send(instance, "echo hello");

    refused(() -> got(command, instance), "InvocationDoesNotExist");
    fixture.pass(SOON);
    assertThat(got(command, instance).statusAsString()).isEqualTo("Success");
    refused(() -> got(command, "i-0123456789abcdef0"), "InvocationDoesNotExist");
  }

  @Test
  void anOfflineTargetFailsTheWholeCommand() {
    String instance = behindAnElasticIp();

    assertThatThrownBy(() -> send("i-0123456789abcdef0", "echo"))
        .hasMessageContaining("not in a valid state for account");
    refused(() -> send("i-0123456789abcdef0", "echo"), "InvalidInstanceId");
    fixture.deleteDefaultRoute();
    fixture.pass(AgentDelay.LOST_AFTER.max());
    refused(() -> send(instance, "echo"), "InvalidInstanceId");
  }

  @Test
  void aCommandWaitsWhileTheChannelIsCut() {
    String instance = behindAnElasticIp();
    String gateway =
        fixture.ec2.describeInternetGateways().internetGateways().getFirst().internetGatewayId();
    fixture.deleteDefaultRoute();
    String command = send(instance, "echo hello");

    fixture.pass(Duration.ofMinutes(2));
    assertThat(got(command, instance).statusAsString()).isEqualTo("Pending");
    fixture.routeToGateway(fixture.workTable, gateway);
    fixture.pass(Duration.ofMinutes(3));
    assertThat(got(command, instance).standardOutputContent()).isEqualTo("hello\n");
  }

  @Test
  void aCommandThatCannotBeDeliveredTimesOut() {
    String instance = behindAnElasticIp();
    fixture.deleteDefaultRoute();
    String command = send(instance, "echo hello");
    fixture.pass(Duration.ofMinutes(61));

    assertThat(got(command, instance).statusAsString()).isEqualTo("TimedOut");
    assertThat(got(command, instance).statusDetails()).isEqualTo("DeliveryTimedOut");
  }

  @Test
  void invocationsAreListedWithTheirOutput() {
    String instance = behindAnElasticIp();
    String first = send(instance, "echo one");
    String second = send(instance, "echo two");
    fixture.pass(SOON);

    List<CommandInvocation> all =
        fixture.ssm.listCommandInvocations(r -> r.details(true)).commandInvocations();
    assertThat(all).extracting(CommandInvocation::commandId).containsExactly(second, first);
    assertThat(all.getFirst().commandPlugins().getFirst().output()).isEqualTo("two\n");
    assertThat(fixture.ssm.listCommandInvocations(r -> r.commandId(first)).commandInvocations())
        .singleElement()
        .matches(one -> one.statusAsString().equals("Success") && one.commandPlugins().isEmpty());
    assertThat(fixture.ssm.listCommandInvocationsPaginator(r -> r.maxResults(1)).stream())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yum update -y",
        "echo $HOME",
        "echo hi > /tmp/x",
        "echo -n hi",
        "curl https://example.com",
        "curl -o /tmp/x https://checkip.amazonaws.com",
        "echo \"$answer\"",
        "curl -m soon https://checkip.amazonaws.com",
        "curl https://checkip.amazonaws.com | cat"
      })
  void unsupportedLinesAreRejected(String line) {
    String instance = behindAnElasticIp();

    assertThatThrownBy(() -> send(instance, "echo fine", line)).hasMessageContaining(line);
  }

  @Test
  void otherDocumentsAndParametersAreRejected() {
    String instance = behindAnElasticIp();

    refused(
        () ->
            fixture.ssm.sendCommand(
                r -> r.instanceIds(instance).documentName("AWS-RunPatchBaseline")),
        "InvalidDocument");
    refused(
        () ->
            fixture.ssm.sendCommand(
                r -> r.instanceIds(instance).documentName("AWS-RunShellScript")),
        "InvalidParameters");
    refused(() -> send("app-1", "echo"), "ValidationException");
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SsmException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
