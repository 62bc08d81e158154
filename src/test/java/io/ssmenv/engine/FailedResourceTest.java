package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What AWS accepted and gave up on later is created again, ever more rarely. */
@Execution(ExecutionMode.CONCURRENT)
class FailedResourceTest {

  @Test
  void aNatGatewayWhoseAddressIsTakenIsRebuiltWithAGrowingPause() {
    try (EngineScenario scenario = EngineScenario.open(81)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.eventually(() -> scenario.resource(owner, "address/nat-a"));
      String association = takeAddress(scenario, owner);

      scenario.advance(Duration.ofMinutes(5));
      scenario.aws.faults().refuse("DescribeNatGateways", AwsErrors.of("InternalError"), 1);
      scenario.advance(Duration.ofMinutes(55));

      List<CallRecord> attempts = scenario.calls(0, "CreateNatGateway");
      assertThat(attempts).hasSizeBetween(5, 16);
      Duration last =
          Duration.between(attempts.get(attempts.size() - 2).time(), attempts.getLast().time());
      assertThat(last).isGreaterThan(Duration.ofMinutes(5));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "NetworkReady"))
              .contains("natgateway/a", "CreateNatGateway", "Resource.AlreadyAssociated")
              .doesNotContain("NoCapacity"));

      scenario.otherClient.ec2().disassociateAddress(r -> r.associationId(association));
      scenario.awaitReady(owner);
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  /** Associates the address of the gateway with a network interface of somebody else. */
  private static String takeAddress(EngineScenario scenario, Owner owner) {
    Ec2Client ec2 = scenario.otherClient.ec2();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.99.0.0/16")).vpc().vpcId();
    String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    scenario.retryUntilAccepted(
        () -> ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway)));
    AtomicReference<String> last = new AtomicReference<>(vpc);
    scenario.retryUntilAccepted(() ->
        last.set(
            ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.99.0.0/24")).subnet().subnetId()));
    String subnet = last.get();
    scenario.retryUntilAccepted(() ->
        last.set(
            ec2.createNetworkInterface(r -> r.subnetId(subnet))
                .networkInterface()
                .networkInterfaceId()));
    String eni = last.get();
    String address = scenario.id(owner, "address/nat-a");
    scenario.retryUntilAccepted(() ->
        last.set(
            ec2.associateAddress(r -> r.allocationId(address).networkInterfaceId(eni))
                .associationId()));
    return last.get();
  }
}
