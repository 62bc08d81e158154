package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.FaultTarget;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.model.InternetGatewayBlockMode;
import software.amazon.awssdk.services.ec2.model.InternetGatewayExclusionMode;

/**
 * What keeps agents from Systems Manager in a VPC of somebody else, and is neither a route nor a
 * security group: it is read, and named, only while something is amiss.
 */
@Execution(ExecutionMode.CONCURRENT)
class ForeignTrafficTest {

  private static final List<String> READS =
      List.of(
          "DescribeNetworkAcls",
          "DescribeDhcpOptions",
          "DescribeVpcBlockPublicAccessOptions",
          "DescribeVpcBlockPublicAccessExclusions");

  private static void assertNotOnline(EngineScenario scenario, Owner owner, String why) {
    scenario.eventually(() -> {
      assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
          .as(scenario.describe(owner))
          .startsWith("FALSE NotOnline: app-0 (")
          .contains(why);
      assertThat(scenario.harness.describeCondition(owner, "Ready")).contains(why);
    });
  }

  private static int reads(EngineScenario scenario, long mark) {
    return READS.stream().mapToInt(action -> scenario.calls(mark, action).size()).sum();
  }

  @Test
  void nothingOfItIsReadWhileAllIsWell() {
    try (EngineScenario scenario = EngineScenario.open(81)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      for (String pattern : EngineScenario.PATTERNS) {
        Owner owner =
            scenario.harness.apply(
                pattern.toLowerCase(Locale.ROOT),
                foreign.inSubnets(pattern, foreign.subnetFor(pattern)));
        scenario.awaitSettled(owner);
      }
      scenario.advance(Duration.ofHours(1));
      assertThat(reads(scenario, 0)).isZero();
    }
  }

  @Test
  void aNetworkAclThatDeniesTheAgentIsNamedUntilItDoesNot() {
    try (EngineScenario scenario = EngineScenario.open(82)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      ForeignTraffic traffic = new ForeignTraffic(foreign);
      String acl = traffic.acl();
      traffic.denyHttps(acl, 50);
      Owner owner =
          scenario.harness.apply("guest", foreign.inSubnets("NatGateway", foreign.natted));
      String why =
          ". The network ACL %s of %s denies TCP to port 443 of 0.0.0.0/0 by its rule 50. Ask the owner of %s to allow it"
              .formatted(acl, foreign.natted, foreign.vpc);
      assertNotOnline(scenario, owner, why);
      assertThat(scenario.harness.describeCondition(owner, "Reconciling"))
          .startsWith("TRUE WaitingForAgents: ")
          .endsWith(why);
      long mark = scenario.mark();
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.calls(mark, "DescribeNetworkAcls"))
          .as("once in ten minutes at the end")
          .hasSizeBetween(4, 12);
      traffic.deleteRule(acl, true, 50);
      scenario.awaitSettled(owner);
      assertThat(scenario.harness.describeCondition(owner, "InstancesOnline")).startsWith("TRUE");
      long settled = scenario.mark();
      scenario.advance(Duration.ofHours(1));
      assertThat(reads(scenario, settled)).isZero();
    }
  }

  @Test
  void whatIsKnownStaysSaidWithItsTimeWhileItCannotBeReadAgain() {
    try (EngineScenario scenario = EngineScenario.open(87)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      ForeignTraffic traffic = new ForeignTraffic(foreign);
      String acl = traffic.acl();
      traffic.denyHttps(acl, 50);
      Owner owner =
          scenario.harness.apply("guest", foreign.inSubnets("NatGateway", foreign.natted));
      String why = "Ask the owner of " + foreign.vpc + " to allow it";
      assertNotOnline(scenario, owner, why);
      scenario.aws.faults().outage(FaultTarget.forAction("DescribeNetworkAcls"));
      for (int minute = 0; minute < 30; minute++) {
        scenario.advance(Duration.ofMinutes(1));
        assertThat(scenario.harness.describeCondition(owner, "InstancesOnline")).contains(why);
      }
      assertThat(scenario.harness.describeCondition(owner, "InstancesOnline"))
          .containsPattern(" to allow it \\(as read at 2026-[0-9:TZ-]+, and not since\\)");
    }
  }

  @Test
  void anAgentThatIsLostBecauseAnswersAreDeniedIsExplained() {
    try (EngineScenario scenario = EngineScenario.open(83)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      ForeignTraffic traffic = new ForeignTraffic(foreign);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("NatGateway"));
      scenario.awaitSettled(owner);
      String acl = traffic.acl();
      traffic.denyAnswers(acl, 60);
      assertNotOnline(
          scenario,
          owner,
          " denies some of the answers from 0.0.0.0/0, which is TCP to the ports 32768-60999, by its rule 60. Ask the owner of "
              + foreign.vpc
              + " to allow it");
      traffic.deleteRule(acl, false, 60);
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void otherDnsServersAreNamedWhereNamesHaveToBePrivate() {
    try (EngineScenario scenario = EngineScenario.open(84)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      ForeignTraffic traffic = new ForeignTraffic(foreign);
      String options = traffic.dnsServer("10.0.0.53");
      Owner natted =
          scenario.harness.apply("natted", foreign.inSubnets("NatGateway", foreign.natted));
      scenario.awaitSettled(natted);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      assertNotOnline(
          scenario,
          owner,
          ". The DHCP options %s of %s name the DNS servers 10.0.0.53 instead of AmazonProvidedDNS, so the names of Systems Manager may not resolve to the endpoints. Have these servers forward the names to the resolver of the VPC, or ask its owner for other DHCP options"
              .formatted(options, foreign.vpc));
    }
  }

  @Test
  void blockPublicAccessIsNamedForTheSubnetsThatItConcerns() {
    try (EngineScenario scenario = EngineScenario.open(85)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      ForeignTraffic traffic = new ForeignTraffic(foreign);
      traffic.block(InternetGatewayBlockMode.BLOCK_INGRESS);
      Owner natted = scenario.harness.apply("natted", foreign.inRanges("NatGateway"));
      Owner owner = scenario.harness.apply("guest", foreign.inSubnets("ElasticIp", foreign.open));
      scenario.awaitSettled(natted);
      assertNotOnline(
          scenario,
          owner,
          ". Nothing passes between %s and the Internet gateway, because VPC Block Public Access of the account is block-ingress in eu-west-1. Ask for an exclusion of this subnet or of %s with allow-bidirectional"
              .formatted(foreign.open, foreign.vpc));
      traffic.exclude(InternetGatewayExclusionMode.ALLOW_BIDIRECTIONAL);
      scenario.awaitSettled(owner);
      traffic.block(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
      scenario.advance(Duration.ofHours(1));
      scenario.assertSettled(natted);
      scenario.assertSettled(owner);
    }
  }

  @Test
  void blockPublicAccessOfTheNatGatewayIsNamedAlsoIfOtherThingsCannotBeRead() {
    try (EngineScenario scenario = EngineScenario.open(86)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      ForeignTraffic traffic = new ForeignTraffic(foreign);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("NatGateway"));
      scenario.awaitSettled(owner);
      scenario.aws.faults().outage(FaultTarget.forAction("DescribeNetworkAcls"));
      scenario.aws.faults().outage(FaultTarget.forAction("DescribeDhcpOptions"));
      traffic.block(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
      assertNotOnline(
          scenario,
          owner,
          "Nothing passes between "
              + scenario.id(owner, "subnet/public-a")
              + " and the Internet gateway, because VPC Block Public Access of the account is block-bidirectional in eu-west-1");
      assertThat(scenario.harness.describeCondition(owner, "AWSReachable")).startsWith("TRUE");
      traffic.exclude(InternetGatewayExclusionMode.ALLOW_EGRESS);
      scenario.awaitSettled(owner);
    }
  }
}
