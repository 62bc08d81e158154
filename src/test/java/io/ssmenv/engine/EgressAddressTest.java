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
 * The purpose of the environments: an instance runs a command, and its egress address is its own
 * Elastic IP, that of the NAT gateway, or none, depending on the pattern.
 */
@Execution(ExecutionMode.CONCURRENT)
class EgressAddressTest {
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
  void anInstanceWithAnElasticIpHasThatEgressAddress() {
    GetCommandInvocationResponse invocation = runCurl(readyInstance("ElasticIp"));

    assertThat(invocation.standardOutputContent().strip())
        .isEqualTo(ec2.describeAddresses().addresses().getFirst().publicIp());
  }

  @Test
  void anInstanceBehindANatGatewayHasTheGatewaysEgressAddress() {
    GetCommandInvocationResponse invocation = runCurl(readyInstance("NatGateway"));

    assertThat(invocation.standardOutputContent().strip())
        .isEqualTo(
            ec2.describeNatGateways(r -> {}).natGateways().stream()
                .flatMap(nat -> nat.natGatewayAddresses().stream())
                .map(NatGatewayAddress::publicIp)
                .findFirst()
                .orElseThrow());
  }

  @Test
  void anInstanceWithPrivateEndpointsRunsCommandsButCannotReachTheInternet() {
    GetCommandInvocationResponse invocation = runCurl(readyInstance("PrivateEndpoints"));

    assertThat(invocation.responseCode()).isEqualTo(28);
    assertThat(invocation.standardOutputContent()).isEmpty();
    assertThat(invocation.standardErrorContent())
        .startsWith("curl: (28) Connection timed out after 5001 milliseconds");
  }

  private String readyInstance(String pattern) {
    scenario.awaitReady(scenario.harness.apply("one", EngineScenario.spec(pattern)));
    return ec2.describeInstances().reservations().getFirst().instances().getFirst().instanceId();
  }

  private GetCommandInvocationResponse runCurl(String instance) {
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
