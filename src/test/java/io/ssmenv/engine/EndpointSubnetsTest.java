package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.Simulations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** An endpoint serves the zones whose subnets exist, and gets the others when they come. */
@Execution(ExecutionMode.CONCURRENT)
class EndpointSubnetsTest {

  private static final int ENDPOINTS = 3;

  @Test
  void withTheSubnetOfOneOfTwoZonesItsInstanceIsOnline() {
    Quotas oneSubnet = new Quotas(5, 5, 5, 50, 1, 200, 500, 60, 32, 1000, 1000);
    try (EngineScenario scenario =
        EngineScenario.open(Simulations.options().withSeed(45).withQuotas(oneSubnet))) {
      Owner owner = scenario.harness.apply("one", spec(2));
      scenario.eventually(
          () -> assertThat(online(scenario, owner)).as(scenario.describe(owner)).hasSize(1));
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("QuotaExceeded", "subnet/workload-", "SubnetLimitExceeded");
      long mark = scenario.mark();
      scenario.awaitPolls(20);
      assertThat(scenario.writes(mark)).extracting("action").containsOnly("CreateSubnet");
      assertThat(scenario.calls(0, "ModifyVpcEndpoint")).isEmpty();
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  @Test
  void aZoneThatCannotBeAddedHoldsBackNothingAndIsServedWhenItCan() {
    try (EngineScenario scenario = EngineScenario.open(46)) {
      Owner owner = scenario.harness.apply("one", spec(1));
      scenario.awaitReady(owner);
      String obstacle = takeRangeOfTheSecondZone(scenario, owner);
      long mark = scenario.mark();
      scenario.harness.apply("one", spec(2));
      scenario.eventually(
          () -> assertThat(scenario.calls(mark, "CreateSubnet")).hasSizeGreaterThan(5));

      String instance = scenario.id(owner, "instance/app-0");
      scenario.otherClient.ec2().terminateInstances(r -> r.instanceIds(instance));
      scenario.eventually(() -> {
        assertThat(scenario.harness.status(owner).instance("app-0").orElseThrow().id())
            .as(scenario.describe(owner))
            .isNotEqualTo(instance);
        assertThat(online(scenario, owner)).as(scenario.describe(owner)).contains("app-0");
      });
      assertThat(subnetsAdded(scenario, mark)).isEmpty();

      scenario.otherClient.ec2().deleteSubnet(r -> r.subnetId(obstacle));
      scenario.awaitSettled(owner);
      assertThat(online(scenario, owner)).hasSize(2);
      assertThat(endpoints(scenario))
          .hasSize(ENDPOINTS)
          .allSatisfy(endpoint -> assertThat(endpoint.subnetIds()).hasSize(2));
      assertThat(subnetsAdded(scenario, mark)).as("each endpoint once").hasSize(ENDPOINTS);
    }
  }

  private static List<CallRecord> subnetsAdded(EngineScenario scenario, long mark) {
    return scenario.calls(mark, "ModifyVpcEndpoint").stream()
        .filter(call -> call.parameters().contains("AddSubnetId"))
        .filter(call -> call.outcome().equals(CallRecord.OK))
        .toList();
  }

  private static String takeRangeOfTheSecondZone(EngineScenario scenario, Owner owner) {
    String vpc = scenario.id(owner, "vpc");
    return scenario
        .otherClient
        .ec2()
        .createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.32.0/24"))
        .subnet()
        .subnetId();
  }

  private static List<VpcEndpoint> endpoints(EngineScenario scenario) {
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      return ec2.describeVpcEndpoints().vpcEndpoints().stream()
          .filter(endpoint -> endpoint.vpcEndpointType() == VpcEndpointType.INTERFACE)
          .toList();
    }
  }

  private static List<String> online(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).instances().stream()
        .filter(instance -> "Online".equals(instance.pingStatus()))
        .map(InstanceStatus::name)
        .toList();
  }

  private static String spec(int zones) {
    return EngineScenario.spec("PrivateEndpoints", "network: {availabilityZones: " + zones + "}")
        .replace("{name: app}", "{name: app, count: " + zones + "}");
  }
}
