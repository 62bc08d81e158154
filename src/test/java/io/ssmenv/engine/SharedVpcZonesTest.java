package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ZonalService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The owner of a VPC selects the zones for itself and for its guests. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcZonesTest {

  private static final String A = "eu-west-1a";
  private static final String B = "eu-west-1b";
  private static final String C = "eu-west-1c";
  private static final ZonalService MICRO = new ZonalService.InstanceTypes("t3.micro");
  private static final ZonalService LARGE = new ZonalService.InstanceTypes("m5.large");

  @Test
  void theSelectedZoneOffersTheTypesOfAllEnvironmentsInTheVpc() {
    try (EngineScenario scenario = EngineScenario.open(81)) {
      scenario.aws.faults().notInZone(A, LARGE, true);
      Owner guest = scenario.harness.apply("guest", ofType("NatGateway", "m5.large"));
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      awaitSettled(scenario, host, guest);

      assertThat(SubnetZones.of(scenario, host).values()).containsOnly(B);
      assertThat(SubnetZones.of(scenario, guest).values()).containsOnly(B);
    }
  }

  @Test
  void aGuestThatIsCreatedSoonAfterItsHostCounts() {
    try (EngineScenario scenario = EngineScenario.open(88)) {
      scenario.aws.faults().notInZone(A, LARGE, true);
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.runUntil(() -> !scenario.calls(0, "DescribeInstanceTypeOfferings").isEmpty());
      Owner guest = scenario.harness.apply("guest", ofType("NatGateway", "m5.large"));
      awaitSettled(scenario, host, guest);

      assertThat(SubnetZones.of(scenario, host).values()).containsOnly(B);
      assertThat(SubnetZones.of(scenario, guest).values()).containsOnly(B);
    }
  }

  @Test
  void theSelectedZonesOfferTheEndpointServicesOfAllEnvironmentsInTheVpc() {
    try (EngineScenario scenario = EngineScenario.open(82)) {
      scenario.aws.faults().notInZone(B, new ZonalService.InterfaceEndpoints("ssm"), true);
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("PrivateEndpoints"));
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {availabilityZones: 2}"));
      awaitSettled(scenario, host, guest);

      assertThat(SubnetZones.of(scenario, host).values()).containsExactly(A, C);
      assertThat(SubnetZones.of(scenario, guest).values()).containsExactly(A);
    }
  }

  @Test
  void aTypeThatNoZoneOffersStopsTheGuestAndNotItsHost() {
    try (EngineScenario scenario = EngineScenario.open(83)) {
      Owner guest = scenario.harness.apply("guest", ofType("NatGateway", "x9.huge"));
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);

      awaitStalled(scenario, guest, "instance group app", A, "x9.huge");
      scenario.assertSettled(host);
      scenario.deleteAndAwaitGone(List.of(host, guest));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void aHostThatExistsKeepsItsZoneAndTheGuestSaysWhatItLacks() {
    try (EngineScenario scenario = EngineScenario.open(84)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      scenario.aws.faults().notInZone(A, LARGE, true);

      Owner guest = scenario.harness.apply("guest", ofType("ElasticIp", "m5.large"));
      awaitStalled(scenario, guest, "instance group app", A, "m5.large");
      scenario.assertSettled(host);
      assertThat(SubnetZones.of(scenario, host).values()).containsOnly(A);

      scenario.harness.apply("guest", SharedVpcTest.guest("ElasticIp"));
      awaitSettled(scenario, host, guest);
    }
  }

  @Test
  void aZoneThatOnlyAGuestNeedsAndNobodyHasStopsTheGuestAndNotItsHost() {
    try (EngineScenario scenario = EngineScenario.open(85)) {
      scenario.aws.faults().notInZone(C, MICRO, true);
      Owner guest =
          scenario.harness.apply(
              "guest",
              SharedVpcTest.guest("NatGateway")
                  .replace("{environment:", "{availabilityZones: 3, environment:"));
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);

      awaitStalled(scenario, guest, "has no availability zone", "availabilityZones: 2");
      scenario.assertSettled(host);
      scenario.aws.faults().clear();
      scenario.harness.apply(
          "guest",
          ofType("NatGateway", "t3.small")
              .replace("{environment:", "{availabilityZones: 3, environment:"));
      awaitSettled(scenario, host, guest);
      assertThat(SubnetZones.of(scenario, guest).values()).containsExactly(A, B, C);
    }
  }

  @Test
  void aHostThatNamesItsZonesSelectsFurtherOnesForItsGuests() {
    try (EngineScenario scenario = EngineScenario.open(86)) {
      Owner guest =
          scenario.harness.apply(
              "guest",
              SharedVpcTest.guest("NatGateway")
                  .replace("{environment:", "{availabilityZones: 2, environment:"));
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {zones: [eu-west-1c]}"));
      awaitSettled(scenario, host, guest);

      assertThat(SubnetZones.of(scenario, guest))
          .containsEntry("subnet/workload-a", C)
          .containsEntry("subnet/workload-b", A);
      assertThat(scenario.harness.status(host).factsOrDefault().zones()).containsExactly(C, A);
    }
  }

  @Test
  void aZoneInWhichAGuestHasASubnetIsNotGivenUp() {
    try (EngineScenario scenario = EngineScenario.open(87)) {
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {availabilityZones: 2}"));
      Owner guest =
          scenario.harness.apply(
              "guest",
              SharedVpcTest.guest("ElasticIp")
                  .replace("{environment:", "{availabilityZones: 2, environment:"));
      awaitSettled(scenario, host, guest);
      List.of("ssm", "ssmmessages", "ec2messages")
          .forEach(service ->
              scenario
                  .aws
                  .faults()
                  .notInZone(B, new ZonalService.InterfaceEndpoints(service), false));

      scenario.harness.apply(
          "public", EngineScenario.spec("PrivateEndpoints", "network: {availabilityZones: 2}"));
      awaitSettled(scenario, host, guest);
      assertThat(SubnetZones.of(scenario, host)).containsEntry("subnet/workload-b", B);
      assertThat(SubnetZones.of(scenario, guest)).containsEntry("subnet/workload-b", B);
      assertThat(scenario.harness.events())
          .noneMatch(event -> event.reason().equals("ZoneGivenUp"));
    }
  }

  @Test
  void aGuestIsPlacedInAnotherZoneOfItsHostIfOneRefusesTheLaunch() {
    try (EngineScenario scenario = EngineScenario.open(89)) {
      scenario.aws.faults().notInZone(A, LARGE, false);
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {availabilityZones: 2}"));
      Owner guest =
          scenario.harness.apply(
              "guest",
              ofType("NatGateway", "m5.large")
                  .replace("{environment:", "{availabilityZones: 2, environment:"));
      awaitSettled(scenario, host, guest);

      assertThat(SubnetZones.ofInstance(scenario, guest, "app-0")).isEqualTo(B);
      assertThat(SubnetZones.of(scenario, guest).values()).containsExactly(A, B);
      assertThat(scenario.harness.events())
          .noneMatch(event -> event.reason().equals("ZoneGivenUp"));
    }
  }

  private static String ofType(String pattern, String type) {
    return SharedVpcTest.guest(pattern).replace("app}", "app, type: " + type + "}");
  }

  private static void awaitSettled(EngineScenario scenario, Owner host, Owner guest) {
    scenario.awaitSettled(guest);
    scenario.awaitSettled(host);
    scenario.awaitSettled(guest);
    Invariants.assertHold(scenario.aws, scenario.harness);
  }

  private static void awaitStalled(EngineScenario scenario, Owner owner, String... quoted) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .as(scenario.describe(owner))
            .contains(quoted));
  }
}
