package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An environment stands in a VPC that somebody else owns, and changes nothing of it. */
@Execution(ExecutionMode.CONCURRENT)
class ExistingVpcTest {

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void theLifeOfAnEnvironmentInItsOwnSubnetsLeavesTheVpcAsItWas(String first) {
    try (EngineScenario scenario = EngineScenario.open(first.hashCode())) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Map<String, String> before = foreign.state();
      List<ResourceSummary> all = scenario.aws.resources();
      List<String> patterns = new ArrayList<>(EngineScenario.PATTERNS);
      Collections.rotate(patterns, -patterns.indexOf(first));
      Owner owner = new Owner(EngineHarness.CLUSTER, "uid-guest", "lab/guest");
      for (String pattern : patterns) {
        scenario.harness.apply("guest", foreign.inRanges(pattern));
        scenario.awaitSettled(owner);
        assertThat(foreign.state()).as(pattern).isEqualTo(before);
        assertThat(keys(scenario, owner))
            .contains("subnet/workload-a", "routetable/workload-a", "securitygroup/instances")
            .doesNotContain("vpc", "internetgateway");
      }
      assertThat(scenario.harness.status(owner).vpcId()).isEqualTo(foreign.vpc);
      assertThat(scenario.resource(owner, "instance/app-0").state()).isEqualTo("running");
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(foreign.state()).as("after the deletion").isEqualTo(before);
      assertThat(scenario.aws.resources()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void theLifeOfAnEnvironmentInExistingSubnetsLeavesTheVpcAsItWas(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(pattern.hashCode() + 1)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Map<String, String> before = foreign.state();
      List<ResourceSummary> all = scenario.aws.resources();
      Owner owner =
          scenario.harness.apply("guest", foreign.inSubnets(pattern, foreign.subnetFor(pattern)));
      scenario.awaitSettled(owner);
      assertThat(foreign.state()).isEqualTo(before);
      assertThat(keys(scenario, owner))
          .contains("securitygroup/instances", "networkinterface/app-0")
          .noneMatch(key -> key.startsWith("subnet") || key.startsWith("routetable"));
      assertThat(scenario.harness.status(owner).vpcId()).isEqualTo(foreign.vpc);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(foreign.state()).as("after the deletion").isEqualTo(before);
      assertThat(scenario.aws.resources()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void thePatternOfAnEnvironmentInExistingSubnetsChangesWithTheRoute() {
    try (EngineScenario scenario = EngineScenario.open(2)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      String subnet = foreign.natted;
      Owner owner = scenario.harness.apply("guest", foreign.inSubnets("NatGateway", subnet));
      scenario.awaitSettled(owner);
      String instance = scenario.id(owner, "instance/app-0");
      String from = "NatGateway";
      for (String to : List.of("PrivateEndpoints", "ElasticIp", "NatGateway")) {
        foreign.reroute(subnet, from, to);
        scenario.advance(Duration.ofMinutes(1));
        Map<String, String> before = foreign.state();
        scenario.harness.apply("guest", foreign.inSubnets(to, subnet));
        scenario.awaitSettled(owner);
        assertThat(foreign.state()).as(to).isEqualTo(before);
        from = to;
      }
      assertThat(scenario.id(owner, "instance/app-0")).isEqualTo(instance);
      assertThat(scenario.harness.status(owner).resources())
          .extracting(ResourceStatus::key)
          .noneMatch(key -> key.startsWith("address") || key.startsWith("vpcendpoint"));
    }
  }

  @Test
  void aRestartWritesNothingAndChangesNoCondition() {
    try (EngineScenario scenario = EngineScenario.open(3)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      Owner other =
          scenario.harness.apply("other", foreign.inSubnets("NatGateway", foreign.natted));
      scenario.awaitSettled(owner);
      scenario.awaitSettled(other);
      scenario.advance(Duration.ofMinutes(10));
      List<String> before = conditions(scenario, owner, other);
      List<List<String>> seen = new ArrayList<>();
      scenario.harness.api().listen((_, _) -> seen.add(conditions(scenario, owner, other)));
      long mark = scenario.mark();
      scenario.restartAndAwaitPolls(List.of(owner, other));
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(seen).allMatch(before::equals);
    }
  }

  private static List<String> conditions(EngineScenario scenario, Owner... owners) {
    return List.of(owners).stream()
        .flatMap(owner ->
            List.of("Ready", "InSync", "NetworkReady", "Stalled", "Reconciling").stream()
                .map(type -> scenario.harness.describeCondition(owner, type)))
        .toList();
  }

  @Test
  void anIdleEnvironmentReadsTheVpcOnceInAWhile() {
    try (EngineScenario scenario = EngineScenario.open(4)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("NatGateway"));
      scenario.awaitSettled(owner);
      scenario.advance(Duration.ofMinutes(10));
      long mark = scenario.mark();
      scenario.advance(Duration.ofHours(1));
      assertThat(scenario.calls(mark, "DescribeVpcAttribute"))
          .as("two attributes each ten minutes")
          .hasSizeBetween(8, 14);
      assertThat(scenario.writes(mark)).isEmpty();
    }
  }

  @Test
  void eachZoneCanHaveARangeOfItsOwn() {
    try (EngineScenario scenario = EngineScenario.open(5)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner =
          scenario.harness.apply(
              "guest",
              foreign
                  .inRange("NatGateway", "10.1.64.0/27, 10.1.80.0/27")
                  .replace("{existing", "{availabilityZones: 2, existing")
                  .replace("{name: app}", "{name: app, count: 2}"));
      scenario.awaitSettled(owner);
      assertThat(
              foreign
                  .ec2
                  .describeSubnets(
                      r -> r.filters(f -> f.name("tag:ssmenv.io/environment").values(owner.uid())))
                  .subnets()
                  .stream()
                  .map(subnet -> subnet.cidrBlock()))
          .containsExactlyInAnyOrder(
              "10.1.64.0/28", "10.1.64.16/28", "10.1.80.0/28", "10.1.80.16/28");
    }
  }

  static List<String> keys(EngineScenario scenario, Owner owner) {
    return scenario.aws.resources().stream()
        .filter(one -> owner.uid().equals(one.tags().get(Ownership.TAG_ENVIRONMENT)))
        .map(one -> one.tags().get(Ownership.TAG_KEY))
        .toList();
  }
}
