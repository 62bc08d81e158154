package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an environment says, and does, if the VPC of somebody else is not as it needs it. */
@Execution(ExecutionMode.CONCURRENT)
class ExistingVpcStatesTest {

  @Test
  void aVpcThatDoesNotExistIsNamed() {
    try (EngineScenario scenario = EngineScenario.open(54)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner =
          scenario.harness.apply(
              "guest",
              foreign.inRanges("NatGateway").replace(foreign.vpc, "vpc-00000000000000000"));
      assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: spec.network.existing: vpc-00000000000000000 does not exist in eu-west-1 in this account. If it is gone, delete this environment, and create it again in another VPC");
      Owner other =
          scenario.harness.apply(
              "other", foreign.inSubnets("NatGateway", foreign.natted, "subnet-00000000000000000"));
      assertStalled(
          scenario,
          other,
          "VpcUnsuitable: spec.network.existing: there is no subnet subnet-00000000000000000 in "
              + foreign.vpc);
      scenario.deleteAndAwaitGone(List.of(owner, other));
      assertThat(scenario.writes(0)).isEmpty();
    }
  }

  /** AWS deletes no VPC with subnets in it, so whoever deletes it has deleted ours before. */
  @Test
  void aVpcThatDisappearsIsNamedAndTheEnvironmentCanBeDeleted() {
    try (EngineScenario scenario = EngineScenario.open(55)) {
      String vpc =
          scenario.otherClient.ec2().createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
      scenario.advance(Duration.ofMinutes(1));
      scenario
          .otherClient
          .ec2()
          .createTags(r -> r.resources(vpc).tags(t -> t.key("ssmenv.io/namespaces").value("*")));
      scenario
          .otherClient
          .ec2()
          .modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
      Owner owner =
          scenario.harness.apply(
              "guest",
              EngineScenario.spec(
                      "PrivateEndpoints",
                      "network: {existing: {vpcId: %s, cidrs: [10.1.64.0/24]}}".formatted(vpc))
                  .replace("{name: app}", "{name: app, count: 0}")
                  .replace("PrivateEndpoints}", "PrivateEndpoints, endpoints: {provided: true}}"));
      scenario.awaitSettled(owner);
      scenario.harness.kill();
      ForeignNetwork.wipe(scenario, vpc);
      scenario.harness.restart();
      assertStalled(
          scenario, owner, "VpcUnsuitable: spec.network.existing: " + vpc + " does not exist");
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void aSubnetThatTakesARangeMeanwhileIsNamed() {
    try (EngineScenario scenario = EngineScenario.open(56)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("ElasticIp"));
      scenario.awaitSettled(owner);
      String intruder = foreign.subnet("10.1.64.96/28", "eu-west-1a");
      scenario.advance(Duration.ofMinutes(20));
      scenario.assertSettled(owner);
      scenario.harness.apply("guest", foreign.inRanges("NatGateway"));
      assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: The subnet %s (10.1.64.96/28) of %s overlaps with 10.1.64.96/27, which this environment needs for a subnet of its own. Create this environment again with other ranges, or delete %1$s if nobody needs it"
              .formatted(intruder, foreign.vpc));
      foreign.ec2.deleteSubnet(r -> r.subnetId(intruder));
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void aRangeOutsideOfTheVpcIsNamed() {
    try (EngineScenario scenario = EngineScenario.open(57)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRange("ElasticIp", "10.2.0.0/24"));
      assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: spec.network.existing.cidrs: 10.2.0.0/24 is not in the ranges of %s, which are 10.1.0.0/16. Add it to the VPC, or create this environment again with a range in them"
              .formatted(foreign.vpc));
    }
  }

  @Test
  void aMissingInternetGatewayIsNamedAndAwaited() {
    try (EngineScenario scenario = EngineScenario.open(58)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      foreign.dropGateway();
      scenario.advance(Duration.ofMinutes(15));
      scenario.assertSettled(owner);
      scenario.harness.apply("guest", foreign.inRanges("ElasticIp"));
      assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: The VPC %s has no Internet gateway, which this pattern needs. Attach one, or set spec.connectivity.pattern to PrivateEndpoints"
              .formatted(foreign.vpc));
      foreign.attachGateway();
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void aMissingDnsAttributeIsNamed() {
    try (EngineScenario scenario = EngineScenario.open(59)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.ec2.modifyVpcAttribute(
          r -> r.vpcId(foreign.vpc).enableDnsHostnames(v -> v.value(false)));
      scenario.advance(Duration.ofMinutes(1));
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: The attribute enableDnsHostnames of the VPC %s is off"
              .formatted(foreign.vpc));
      assertThat(scenario.writes(0)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ElasticIp, PrivateEndpoints, no default route, one to the Internet gateway",
    "NatGateway, ElasticIp, a default route to igw-, one to a NAT gateway or a transit gateway",
    "PrivateEndpoints, NatGateway, a default route to nat-, none"
  })
  void aDefaultRouteOfTheWrongKindIsNamed(String pattern, String fits, String has, String needs) {
    try (EngineScenario scenario = EngineScenario.open(60)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      String subnet = foreign.subnetFor(fits);
      Owner owner = scenario.harness.apply("guest", foreign.inSubnets(pattern, subnet));
      assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: The subnet " + subnet + " of " + foreign.vpc + " has " + has);
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .endsWith(
              ", but the connectivity pattern needs %s. Change its route table, or spec.connectivity.pattern"
                  .formatted(needs));
      assertThat(scenario.writes(0)).isEmpty();
      foreign.reroute(subnet, fits, pattern);
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void anEnvironmentInAVpcThatExistsIsNoHost() {
    try (EngineScenario scenario = EngineScenario.open(61)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      scenario.harness.apply("public", foreign.inRanges("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("ElasticIp"));
      assertStalled(
          scenario,
          guest,
          "HostRefused: The environment public has no VPC of its own, but stands in one that exists. Create this environment again with that VPC in spec.network.existing");
    }
  }

  static void assertStalled(EngineScenario scenario, Owner owner, String reasonAndMessage) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .as(scenario.describe(owner))
            .startsWith("TRUE " + reasonAndMessage));
  }
}
