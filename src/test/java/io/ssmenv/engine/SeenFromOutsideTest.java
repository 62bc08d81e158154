package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/**
 * What the environments are for: an instance of each pattern answers a command, and the Internet
 * sees it under its own address, under the NAT gateway's, or not at all.
 */
@Execution(ExecutionMode.CONCURRENT)
class SeenFromOutsideTest {
  private final EngineScenario scenario = EngineScenario.open(7);
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final SsmClient ssm = scenario.otherClient.ssm();

  @AfterEach
  void close() {
    ec2.close();
    ssm.close();
    scenario.close();
  }

  @Test
  void anInstanceWithAnElasticIpIsSeenUnderIt() {
    GetCommandInvocationResponse answer = asked(ready("ElasticIp"));

    assertThat(answer.standardOutputContent().strip())
        .isEqualTo(ec2.describeAddresses().addresses().getFirst().publicIp());
  }

  @Test
  void anInstanceBehindANatGatewayIsSeenUnderTheGatewaysAddress() {
    GetCommandInvocationResponse answer = asked(ready("NatGateway"));

    assertThat(answer.standardOutputContent().strip())
        .isEqualTo(
            ec2.describeNatGateways(r -> {}).natGateways().stream()
                .flatMap(nat -> nat.natGatewayAddresses().stream())
                .map(NatGatewayAddress::publicIp)
                .findFirst()
                .orElseThrow());
  }

  @Test
  void anInstanceWithPrivateEndpointsAnswersAndReachesNothingElse() {
    GetCommandInvocationResponse answer = asked(ready("PrivateEndpoints"));

    assertThat(answer.responseCode()).isEqualTo(28);
    assertThat(answer.standardOutputContent()).isEmpty();
    assertThat(answer.standardErrorContent())
        .startsWith("curl: (28) Connection timed out after 5001 milliseconds");
  }

  private String ready(String pattern) {
    scenario.awaitReady(scenario.harness.apply("one", EngineScenario.spec(pattern)));
    return ec2.describeInstances().reservations().getFirst().instances().getFirst().instanceId();
  }

  private GetCommandInvocationResponse asked(String instance) {
    String command =
        ssm.sendCommand(r ->
                r.instanceIds(instance)
                    .documentName("AWS-RunShellScript")
                    .parameters(
                        Map.of("commands", List.of("curl -sS -m 5 https://checkip.amazonaws.com"))))
            .command()
            .commandId();
    scenario.retryUntilAccepted(() -> invocation(command, instance));
    scenario.eventually(() ->
        assertThat(invocation(command, instance).statusAsString())
            .isNotIn("Pending", "InProgress"));
    return invocation(command, instance);
  }

  private GetCommandInvocationResponse invocation(String command, String instance) {
    return ssm.getCommandInvocation(r -> r.commandId(command).instanceId(instance));
  }
}
