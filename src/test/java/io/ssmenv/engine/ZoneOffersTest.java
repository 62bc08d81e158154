package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ZonalService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A zone is selected because AWS says that it offers what the spec needs. */
@Execution(ExecutionMode.CONCURRENT)
class ZoneOffersTest {

  private static final String A = "eu-west-1a";
  private static final String B = "eu-west-1b";
  private static final String C = "eu-west-1c";
  private static final ZonalService MICRO = new ZonalService.InstanceTypes("t3.micro");
  private static final ZonalService LARGE = new ZonalService.InstanceTypes("m5.large");
  private static final String TWO_ZONES = "network: {availabilityZones: 2}";

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aZoneWithoutTheInstanceTypeIsNotSelected(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(41)) {
      scenario.aws.faults().notInZone(A, MICRO, true);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      Owner other = scenario.harness.apply("two", EngineScenario.spec(pattern));
      scenario.awaitSettled(owner);
      scenario.awaitSettled(other);

      assertThat(SubnetZones.of(scenario)).containsOnlyKeys(SubnetZones.keys(pattern, "a"));
      assertThat(SubnetZones.of(scenario).values()).containsOnly(B);
      assertThat(scenario.calls(0, "DescribeInstanceTypeOfferings"))
          .as("for both environments, before and after the account was confirmed")
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void aZoneWithoutAnEndpointServiceIsNotSelected() {
    try (EngineScenario scenario = EngineScenario.open(42)) {
      scenario.aws.faults().notInZone(B, new ZonalService.InterfaceEndpoints("logs"), true);
      Owner owner =
          scenario.harness.apply(
              "one",
              EngineScenario.spec("PrivateEndpoints", TWO_ZONES)
                  .replace(
                      "PrivateEndpoints", "PrivateEndpoints, endpoints: {additional: [logs]}"));
      scenario.awaitSettled(owner);

      assertThat(SubnetZones.of(scenario).values()).containsExactly(A, C);
    }
  }

  @Test
  void whatIsPlacedNeedsNoOffersOnceItIsRead() {
    try (EngineScenario scenario = EngineScenario.open(40)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      scenario.aws.faults().notInZone(A, MICRO, true);
      long restart = scenario.mark();
      scenario.restartAndAwaitPolls(List.of(owner));
      long read = scenario.mark();
      scenario.awaitPolls(20);

      assertThat(scenario.calls(read, "DescribeInstanceTypeOfferings")).isEmpty();
      assertThat(scenario.writes(restart)).isEmpty();
    }
  }

  @Test
  void tooFewZonesAreReportedWithWhatEachOneLacks() {
    try (EngineScenario scenario = EngineScenario.open(43)) {
      scenario.aws.faults().notInZone(A, MICRO, true);
      scenario.aws.faults().notInZone(C, new ZonalService.InterfaceEndpoints("ssm"), true);
      Owner owner =
          scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints", TWO_ZONES));

      awaitStalled(
          scenario,
          owner,
          "needs 2 zones, but only eu-west-1b",
          "eu-west-1a lacks the instance type t3.micro",
          "eu-west-1c lacks the endpoint service ssm",
          "spec.network.availabilityZones: 1");
      assertThat(scenario.writes(0)).isEmpty();

      scenario.aws.faults().clear();
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void aTypeThatNoZoneOffersIsReportedBeforeAnythingIsCreated() {
    try (EngineScenario scenario = EngineScenario.open(44)) {
      Owner owner =
          scenario.harness.apply(
              "one", EngineScenario.spec("ElasticIp").replace("app}", "app, type: x9.huge}"));

      awaitStalled(scenario, owner, "x9.huge", A, "spec.instances");
      assertThat(scenario.writes(0)).isEmpty();
    }
  }

  @Test
  void aLaterGroupIsPlacedInTheZonesThatOfferItsType() {
    try (EngineScenario scenario = EngineScenario.open(45)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway", TWO_ZONES));
      scenario.awaitSettled(owner);
      List<String> before = SubnetZones.ids(scenario);
      scenario.aws.faults().notInZone(A, LARGE, true);

      scenario.harness.apply(
          "one",
          EngineScenario.spec("NatGateway", TWO_ZONES)
              .replace("app}", "app}, {name: big, type: m5.large, count: 2}"));
      scenario.awaitSettled(owner);
      assertThat(SubnetZones.ofInstance(scenario, owner, "big-0")).isEqualTo(B);
      assertThat(SubnetZones.ofInstance(scenario, owner, "big-1")).isEqualTo(B);
      assertThat(SubnetZones.ids(scenario)).isEqualTo(before);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aLaterGroupThatNoKeptZoneServesStopsNothingElse() {
    try (EngineScenario scenario = EngineScenario.open(46)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      String instance = scenario.id(owner, "instance/app-0");
      scenario.aws.faults().notInZone(A, LARGE, true);

      scenario.harness.apply(
          "one",
          EngineScenario.spec("ElasticIp").replace("app}", "app}, {name: big, type: m5.large}"));
      awaitStalled(scenario, owner, "instance group big", "m5.large", A, "spec.instances", "type");
      assertThat(scenario.harness.status(owner).online()).isEqualTo("1/2");
      long mark = scenario.mark();
      scenario.awaitPolls(5);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.id(owner, "instance/app-0")).isEqualTo(instance);

      scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void anInstanceStaysIfItsZoneDoesNotOfferItsNewType() {
    try (EngineScenario scenario = EngineScenario.open(47)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      String instance = scenario.id(owner, "instance/app-0");
      scenario.aws.faults().notInZone(A, LARGE, true);

      scenario.harness.apply(
          "one", EngineScenario.spec("ElasticIp").replace("app}", "app, type: m5.large}"));
      awaitStalled(scenario, owner, "instance group app", "m5.large", A);
      scenario.awaitPolls(5);
      assertThat(scenario.id(owner, "instance/app-0")).isEqualTo(instance);
      assertThat(scenario.calls(0, "TerminateInstances")).isEmpty();
    }
  }

  @Test
  void namedZonesAreUsedInTheirOrder() {
    try (EngineScenario scenario = EngineScenario.open(48)) {
      String spec = EngineScenario.spec("NatGateway", "network: {zones: [eu-west-1c, eu-west-1a]}");
      Owner owner = scenario.harness.apply("one", spec.replace("app}", "app, count: 2}"));
      scenario.awaitSettled(owner);

      assertThat(SubnetZones.of(scenario))
          .containsEntry("subnet/workload-a", C)
          .containsEntry("subnet/workload-b", A)
          .hasSize(4);
      assertThat(scenario.harness.status(owner).factsOrDefault().zones()).containsExactly(C, A);
    }
  }

  @Test
  void aNamedZoneThatLacksSomethingIsReported() {
    try (EngineScenario scenario = EngineScenario.open(49)) {
      scenario.aws.faults().notInZone(C, MICRO, true);
      Owner owner =
          scenario.harness.apply(
              "one",
              EngineScenario.spec("ElasticIp", "network: {zones: [eu-west-1a, eu-west-1c]}"));
      awaitStalled(
          scenario, owner, "spec.network.zones", "eu-west-1c lacks the instance type t3.micro");
      assertThat(scenario.writes(0)).isEmpty();
    }
  }

  @Test
  void aNamedZoneThatDoesNotExistIsReported() {
    try (EngineScenario scenario = EngineScenario.open(50)) {
      Owner owner =
          scenario.harness.apply(
              "one", EngineScenario.spec("ElasticIp", "network: {zones: [eu-west-1z]}"));
      awaitStalled(scenario, owner, "spec.network.zones", "eu-west-1z is not an availability zone");
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .as("the zones are immutable")
          .contains(
              ". Create this environment again with other zones in spec.network.zones. The zones are")
          .doesNotContain("Correct the spec");
      assertThat(scenario.writes(0)).isEmpty();
    }
  }

  private static void awaitStalled(EngineScenario scenario, Owner owner, String... quoted) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .as(scenario.describe(owner))
            .contains(quoted));
  }
}
