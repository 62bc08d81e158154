package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;

/** Scripts with variables, and what an instance and the Internet may answer to them. */
class ScriptTest {
  private static final String HOST = "checkip.amazonaws.com";
  private static final String ASK =
      "answer=$(curl -q -4 -s -f --noproxy '*' --connect-timeout 5 -m 10 https://" + HOST + "/)";
  private static final String SHOW = "printf '%s %.15s\\n' \"$?\" \"$answer\"";
  private static final String PROXY = "echo \"proxy ${http_proxy:+1}${https_proxy:+1}\"";
  private static final String SSM =
      "curl -q -s -o /dev/null --noproxy '*' -m 5 https://ssm.eu-west-1.amazonaws.com/";

  private final VirtualTime clock = new VirtualTime();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String instance = "";

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.elasticIp();
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private CommandInvocation ran(String... lines) {
    fixture.ssm.sendCommand(r ->
        r.instanceIds(instance)
            .documentName("AWS-RunShellScript")
            .parameters(Map.of("commands", List.of(lines), "executionTimeout", List.of("30"))));
    fixture.pass(Duration.ofSeconds(50));
    return fixture.ssm.listCommandInvocations(r -> r.details(true)).commandInvocations().getFirst();
  }

  private String output(String... lines) {
    return ran(lines).commandPlugins().getFirst().output();
  }

  @Test
  void aVariableHoldsTheOutputOfCurlAndTheExitCodeIsThatOfCurl() {
    String address = fixture.ec2.describeAddresses().addresses().getFirst().publicIp();
    assertThat(output(ASK, SHOW)).isEqualTo("0 " + address + "\n");
    fixture.deleteDefaultRoute();
    assertThat(ran(ASK, SHOW).statusDetails()).isNotEqualTo("Success");
  }

  @Test
  void anExpansionEndsBeforeTheFirstOtherCharacter() {
    String show = "printf '%s|%s\\n' \"$?\" \"${answer%%[!0-9.]*}\"";
    aws.addressServices().respond(HOST, "203.0.113.9\r\n<html>\n");
    assertThat(output(ASK, show)).isEqualTo("0|203.0.113.9\n");
    aws.addressServices().respond(HOST, "<html>\n203.0.113.9\n");
    assertThat(output(ASK, show)).isEqualTo("0|\n");
  }

  @Test
  void systemsManagerAnswersAnUnsignedRequest() {
    assertThat(output(SSM, "echo \"$?\"")).isEqualTo("0\n");
  }

  @Test
  void withoutCurlTheShellSaysSo() {
    aws.instanceSoftware().removeCurl(instance);
    assertThat(output(ASK, SHOW)).startsWith("127 \n").contains("curl: command not found");
  }

  @Test
  void aProxyIsIgnoredOnRequestOnly() {
    assertThat(output(PROXY)).isEqualTo("proxy \n");
    aws.instanceSoftware().setProxy(instance, "http://proxy.corp.example:3128");
    assertThat(output(PROXY, ASK, SHOW)).startsWith("proxy 1\n0 203.");
    assertThat(ran("curl -sS https://" + HOST).commandPlugins().getFirst().output())
        .contains("curl: (5) Could not resolve proxy: proxy.corp.example");
  }

  @Test
  void anAddressServiceMayAnswerAnything() {
    aws.addressServices().respond(HOST, "x".repeat(5000));
    assertThat(output(ASK, SHOW)).isEqualTo("0 " + "x".repeat(15) + "\n");
    assertThat(output("curl -s https://" + HOST)).hasSize(2500);
    aws.addressServices().fail(HOST, 503);
    assertThat(output(ASK, SHOW)).isEqualTo("22 \n");
    aws.addressServices().silence(HOST);
    assertThat(output(ASK, SHOW)).isEqualTo("28 \n");
    aws.addressServices().restore();
    assertThat(output(ASK, SHOW)).startsWith("0 203.");
  }

  @Test
  void anAgentThatHangsTimesOut() {
    aws.instanceSoftware().hang(instance);
    assertThat(ran("echo hello").statusDetails()).isEqualTo("ExecutionTimedOut");
    aws.instanceSoftware().restore(instance);
    assertThat(ran("echo hello").statusDetails()).isEqualTo("Success");
  }
}
