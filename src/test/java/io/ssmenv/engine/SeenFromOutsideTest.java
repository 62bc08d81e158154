package io.ssmenv.engine;

import static io.ssmenv.engine.EnvironmentLifeTest.LIMIT;
import static io.ssmenv.engine.EnvironmentLifeTest.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.SimulatorOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

/**
 * What the environments are for: an instance of each pattern answers a command, and the Internet
 * sees it under its own address, under the NAT gateway's, or not at all.
 */
@Execution(ExecutionMode.CONCURRENT)
class SeenFromOutsideTest {
  private SimulatedAws aws;
  private EngineLab lab;
  private Ec2Client ec2;
  private SsmClient ssm;

  @BeforeEach
  void open() throws IOException {
    aws = SimulatedAws.start(SimulatorOptions.defaults().withSpeed(40).withSeed(7));
    lab = new EngineLab(aws, Duration.ofSeconds(10));
    ec2 = AwsClients.of(aws).ec2();
    ssm = AwsClients.of(aws).ssm();
  }

  @AfterEach
  void close() {
    ec2.close();
    ssm.close();
    lab.close();
    aws.close();
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
    Owner owner = lab.apply("one", spec(pattern));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(lab.is(owner, "Ready")).as(lab.say(owner, "Ready")).isTrue());
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
    return await()
        .atMost(LIMIT)
        .ignoreException(InvocationDoesNotExistException.class)
        .until(
            () -> ssm.getCommandInvocation(r -> r.commandId(command).instanceId(instance)),
            answer -> !Set.of("Pending", "InProgress").contains(answer.statusAsString()));
  }
}
