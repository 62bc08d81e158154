package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an environment is told that finds no place in a VPC, and what it can do. */
@Execution(ExecutionMode.CONCURRENT)
class HostMessagesTest {

  @Test
  void aGuestThatFitsInFewerZonesIsToldInHowMany() {
    try (EngineScenario scenario = EngineScenario.open(10)) {
      scenario.harness.apply(
          "public", EngineScenario.spec("ElasticIp", "network: {cidr: 10.9.8.0/24}"));
      Owner first = scenario.harness.apply("first", guest(3));
      scenario.awaitSettled(first);
      Owner second = scenario.harness.apply("second", guest(2));
      assertStalled(
          scenario,
          second,
          "HostRefused: The VPC of the environment public (10.9.8.0/24) has 1 free range for subnets of guests, and this environment needs 2 more, one for each zone: the rest of its last quarter, which is for guests, is in use. Set spec.network.availabilityZones: 1, delete a guest of public, or create this environment again with a VPC of its own");
      scenario.harness.apply("second", guest(1));
      scenario.awaitSettled(second);
    }
  }

  private static String guest(int zones) {
    return EngineScenario.spec(
        "NatGateway",
        "network: {environment: {name: public}, availabilityZones: %d}".formatted(zones));
  }

  @Test
  void environmentsThatNameEachOtherAreNotToldToNameThemselves() {
    try (EngineScenario scenario = EngineScenario.open(11)) {
      Owner one = scenario.harness.apply("one", in("two"));
      scenario.harness.apply("two", in("one"));
      assertStalled(
          scenario,
          one,
          "HostRefused: The environments one and two name each other in spec.network.environment, so neither has a VPC. Create one of them again with a VPC of its own");
    }
  }

  private static String in(String host) {
    return EngineScenario.spec("ElasticIp", "network: {environment: {name: %s}}".formatted(host));
  }

  @Test
  void aRangeThatAnotherEnvironmentHasIsNotForTheCompanyToFree() {
    try (EngineScenario scenario = EngineScenario.open(12)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner first = scenario.harness.apply("first", foreign.inRanges("ElasticIp"));
      scenario.awaitSettled(first);
      String subnet = scenario.id(first, "subnet/workload-a");
      Map<String, String> before = scenario.allIds();
      Owner second = scenario.harness.apply("second", foreign.inRanges("ElasticIp"));
      assertStalled(
          scenario,
          second,
          "VpcUnsuitable: The subnet %s (10.1.64.0/27) of %s, which is of the environment with the id %s, overlaps with 10.1.64.0/27, which this environment needs for a subnet of its own. Create this environment again with other ranges"
              .formatted(subnet, foreign.vpc, first.uid()));
      assertThat(scenario.allIds()).isEqualTo(before);
    }
  }

  private static void assertStalled(EngineScenario scenario, Owner owner, String message) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .isEqualTo("TRUE " + message));
  }
}
