package io.ssmenv.engine;

import static io.ssmenv.engine.SharedVpcAdoptionTest.HOST;
import static io.ssmenv.engine.SharedVpcAdoptionTest.adopt;
import static io.ssmenv.engine.SharedVpcAdoptionTest.guest;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What stands in another VPC, range or subnet than the spec says is not taken over. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcAdoptionRefusedTest {

  @SuppressWarnings("unused")
  static final List<String> PATTERNS = EngineScenario.PATTERNS;

  @Test
  void notAGuestInTheVpcOfAnotherHost() {
    try (EngineScenario scenario = EngineScenario.open(5305)) {
      Owner host = scenario.harness.apply("public", HOST);
      Owner guest = scenario.harness.apply("guest", guest("ElasticIp"));
      Owner other =
          scenario.harness.apply(
              "other", EngineScenario.spec("ElasticIp", "network: {cidr: 10.30.0.0/16}"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      scenario.awaitSettled(other);
      scenario.harness.removeByForce(guest);
      assertRefused(
          scenario,
          adopt(scenario, "a", guest("ElasticIp").replace("name: public", "name: other"), guest),
          "The resources are in "
              + scenario.id(host, "vpc")
              + ", but the VPC of the environment other is "
              + scenario.id(other, "vpc")
              + ". Name the environment with "
              + scenario.id(host, "vpc")
              + " in spec.network.environment");
      assertRefused(
          scenario,
          adopt(scenario, "b", HOST, guest),
          "The resources include no VPC: they are in "
              + scenario.id(host, "vpc")
              + ". Name the environment that has it in spec.network.environment, or the VPC in"
              + " spec.network.existing if no environment has it");
      scenario.harness.removeByForce(other);
      assertRefused(
          scenario,
          adopt(scenario, "c", guest("ElasticIp"), other),
          "The resources include a VPC of their own. Set spec.network.cidr to 10.30.0.0/16 instead"
              + " of spec.network.environment");
    }
  }

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void notAGuestWithAnotherPattern(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(5307)) {
      scenario.harness.apply("public", HOST);
      Owner guest = scenario.harness.apply("guest", guest(pattern));
      scenario.awaitSettled(guest);
      scenario.harness.removeByForce(guest);
      for (String other : PATTERNS) {
        if (!other.equals(pattern)) {
          assertRefused(
              scenario,
              adopt(scenario, "as-" + other, guest(other), guest),
              "The resources have the connectivity pattern " + pattern);
        }
      }
    }
  }

  @Test
  void notIntoOtherRangesOrSubnetsOfSomebodyElse() {
    try (EngineScenario scenario = EngineScenario.open(5306)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner ranges = scenario.harness.apply("ranges", foreign.inRanges("ElasticIp"));
      Owner subnets =
          scenario.harness.apply("subnets", foreign.inSubnets("ElasticIp", foreign.open));
      scenario.awaitSettled(ranges);
      scenario.awaitSettled(subnets);
      scenario.harness.removeByForce(ranges);
      scenario.harness.removeByForce(subnets);
      String inRanges = foreign.inRanges("ElasticIp");
      assertRefused(
          scenario,
          adopt(scenario, "a", inRanges.replace(ForeignNetwork.RANGE, "10.1.65.0/24"), ranges),
          "The subnet "
              + scenario.id(ranges, "subnet/workload-a")
              + " of the resources has the range ");
      assertRefused(
          scenario,
          adopt(scenario, "b", inRanges.replace(foreign.vpc, "vpc-0123456789abcdef0"), ranges),
          "The resources are in " + foreign.vpc + ". Set spec.network.existing.vpcId to it");
      assertRefused(
          scenario,
          adopt(scenario, "c", foreign.inSubnets("ElasticIp", foreign.open), ranges),
          "The resources include subnets of their own. Set spec.network.existing.vpcId to "
              + foreign.vpc
              + ", and spec.network.existing.cidrs as the former environment had it");
      assertRefused(
          scenario,
          adopt(scenario, "d", foreign.inSubnets("ElasticIp", foreign.natted), subnets),
          "The network interface networkinterface/app-0 is in "
              + foreign.open
              + ". Add this subnet to spec.network.existing.subnetIds");
      assertRefused(
          scenario,
          adopt(scenario, "e", inRanges, subnets),
          "The network interface networkinterface/app-0 is in "
              + foreign.open
              + ", which the operator did not create. Set spec.network.existing.subnetIds to the"
              + " subnets of the instances instead of spec.network.existing.cidrs");
    }
  }

  private static void assertRefused(EngineScenario scenario, Owner owner, String message) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .startsWith("TRUE AdoptionRefused: " + message));
    long mark = scenario.mark();
    scenario.advance(Duration.ofMinutes(3));
    assertThat(scenario.writes(mark)).isEmpty();
    scenario.harness.removeByForce(owner);
  }
}
