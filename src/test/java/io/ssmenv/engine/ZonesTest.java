package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.FactsStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The zones of an environment are kept by letter: a gap never moves another zone. */
@Execution(ExecutionMode.CONCURRENT)
class ZonesTest {

  private static final String THREE_ZONES = "network: {availabilityZones: 3}";

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aFailedSubnetDoesNotMoveTheOtherZones(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(21)) {
      Owner owner = applyWithAFailedSubnet(scenario, pattern);
      scenario.awaitReady(owner);
      assertOneSubnetPerZone(scenario);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aFailedSubnetDoesNotMoveTheOtherZonesAfterARestartWithoutAStatus(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(22)) {
      Owner owner = applyWithAFailedSubnet(scenario, pattern);
      scenario.runUntil(() -> workloadSubnets(scenario) == 2);
      scenario.harness.kill();
      scenario.harness.editStatus(owner, status -> EnvironmentStatus.none());
      SortedMap<String, String> before = workloadZones(scenario);
      scenario.harness.restart();

      scenario.awaitReady(owner);
      assertOneSubnetPerZone(scenario);
      assertThat(workloadZones(scenario)).containsAllEntriesOf(before);
    }
  }

  /** Without a call, of which there would be too many in an instant. */
  private static long workloadSubnets(EngineScenario scenario) {
    return scenario.aws.resources().stream()
        .map(resource -> resource.tags().getOrDefault(Ownership.TAG_KEY, ""))
        .filter(key -> key.startsWith("subnet/workload"))
        .count();
  }

  @Test
  void recordedZonesInAnotherOrderMoveNothingAndRefuseNothing() {
    try (EngineScenario scenario = EngineScenario.open(23)) {
      Owner owner =
          scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints", THREE_ZONES));
      scenario.awaitReady(owner);
      scenario.harness.kill();
      scenario.harness.editStatus(
          owner, status -> withZones(status, List.of("eu-west-1c", "eu-west-1a", "eu-west-1b")));
      scenario.harness.restart();
      long mark = scenario.mark();

      scenario.awaitPolls(5);
      scenario.awaitReady(owner);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.status(owner).factsOrDefault().zones())
          .containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aNumberOfZonesThatShrinksAndGrowsAgainMovesNothing(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(24)) {
      String three = EngineScenario.spec(pattern, THREE_ZONES).replace("app}", "app, count: 3}");
      Owner owner = scenario.harness.apply("one", three);
      scenario.awaitReady(owner);
      SortedMap<String, String> zones = workloadZones(scenario);
      String second = scenario.id(owner, "instance/app-1");

      // One instance per zone; the first to go leaves a gap.
      scenario.harness.apply("one", EngineScenario.spec(pattern).replace("app}", "app, count: 2}"));
      scenario.awaitReady(owner);
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.awaitReady(owner);
      assertThat(scenario.id(owner, "instance/app-1")).isEqualTo(second);

      scenario.harness.apply("one", three);
      scenario.awaitReady(owner);
      assertThat(workloadZones(scenario)).isEqualTo(zones);
      assertThat(scenario.id(owner, "instance/app-1")).isEqualTo(second);
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static Owner applyWithAFailedSubnet(EngineScenario scenario, String pattern) {
    scenario.aws.faults().refuse("CreateSubnet", AwsErrors.of("UnauthorizedOperation"), 1);
    return scenario.harness.apply(
        "one",
        EngineScenario.spec(pattern, THREE_ZONES).replace("{name: app}", "{name: app, count: 3}"));
  }

  private static EnvironmentStatus withZones(EnvironmentStatus status, List<String> zones) {
    FactsStatus facts = status.factsOrDefault();
    return StatusEdit.withFacts(
        status,
        new FactsStatus(
            zones,
            facts.images(),
            facts.endpointServices(),
            facts.s3PrefixListId(),
            facts.rejectedZones(),
            facts.defaults()));
  }

  private static void assertOneSubnetPerZone(EngineScenario scenario) {
    assertThat(workloadZones(scenario)).hasSize(3);
    assertThat(workloadZones(scenario).values()).doesNotHaveDuplicates();
  }

  /** The zones of the workload subnets, by key. */
  private static SortedMap<String, String> workloadZones(EngineScenario scenario) {
    SortedMap<String, String> zones = new TreeMap<>();
    for (Subnet subnet : scenario.otherClient.ec2().describeSubnets().subnets()) {
      subnet.tags().stream()
          .filter(tag -> tag.key().equals(Ownership.TAG_KEY))
          .map(Tag::value)
          .filter(key -> key.startsWith("subnet/workload"))
          .forEach(key -> zones.put(key, subnet.availabilityZone()));
    }
    return zones;
  }
}
