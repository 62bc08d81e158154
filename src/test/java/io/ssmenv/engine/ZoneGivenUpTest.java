package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.RejectedZone;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ZonalService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A zone that turns out not to serve, although AWS said that it does, is given up for another one
 * before anything of value stands in it.
 */
@Execution(ExecutionMode.CONCURRENT)
class ZoneGivenUpTest {

  private static final String A = "eu-west-1a";
  private static final String B = "eu-west-1b";
  private static final String C = "eu-west-1c";
  private static final ZonalService MICRO = new ZonalService.InstanceTypes("t3.micro");
  private static final ZonalService NAT = new ZonalService.NatGateways();
  private static final String TWO_ZONES = "network: {availabilityZones: 2}";
  private static final List<String> SERVICES = List.of("ssm", "ssmmessages", "ec2messages");

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp"})
  void aZoneThatRefusesTheLaunchIsGivenUp(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(51)) {
      scenario.aws.faults().notInZone(A, MICRO, false);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitSettled(owner);

      assertThat(SubnetZones.of(scenario).values()).containsOnly(B);
      assertThat(scenario.calls(0, "CreateVpc")).hasSize(1);
      assertThat(scenario.calls(0, "RunInstances")).hasSize(2);
      assertGivenUpOnce(scenario, A, B, "t3.micro");
      assertStays(scenario, owner);
    }
  }

  @Test
  void aZoneThatRefusesItsNatGatewayIsGivenUpAndTheOtherKeepsItsLetter() {
    try (EngineScenario scenario = EngineScenario.open(52)) {
      scenario.aws.faults().notInZone(A, NAT, false);
      Owner owner =
          scenario.harness.apply(
              "one",
              EngineScenario.spec("NatGateway", TWO_ZONES).replace("app}", "app, count: 2}"));
      scenario.awaitSettled(owner);

      assertThat(SubnetZones.of(scenario))
          .containsEntry("subnet/workload-a", C)
          .containsEntry("subnet/public-a", C)
          .containsEntry("subnet/workload-b", B)
          .containsEntry("subnet/public-b", B)
          .hasSize(4);
      assertGivenUpOnce(scenario, A, C, "NAT gateways");
      assertStays(scenario, owner);
    }
  }

  @Test
  void aZoneThatRefusesItsEndpointsIsGivenUp() {
    try (EngineScenario scenario = EngineScenario.open(53)) {
      SERVICES.forEach(service ->
          scenario.aws.faults().notInZone(B, new ZonalService.InterfaceEndpoints(service), false));
      Owner owner =
          scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints", TWO_ZONES));
      scenario.awaitSettled(owner);

      assertThat(SubnetZones.of(scenario))
          .containsEntry("subnet/workload-a", A)
          .containsEntry("subnet/workload-b", C)
          .hasSize(2);
      assertGivenUpOnce(scenario, B, C, "endpoint service");
      assertStays(scenario, owner);
    }
  }

  @Test
  void aZoneThatIsAddedLaterIsGivenUpToo() {
    try (EngineScenario scenario = EngineScenario.open(54)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      SERVICES.forEach(service ->
          scenario.aws.faults().notInZone(B, new ZonalService.InterfaceEndpoints(service), false));

      scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints", TWO_ZONES));
      scenario.awaitSettled(owner);
      assertThat(SubnetZones.of(scenario))
          .containsEntry("subnet/workload-a", A)
          .containsEntry("subnet/workload-b", C)
          .hasSize(2);
      assertGivenUpOnce(scenario, B, C, "endpoint service");
      assertStays(scenario, owner);
    }
  }

  @Test
  void ifNoZoneServesTheLastOneStaysAndTheMessageSaysWhatToSet() {
    try (EngineScenario scenario = EngineScenario.open(55)) {
      List.of(A, B, C).forEach(zone -> scenario.aws.faults().notInZone(zone, MICRO, false));
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .as(scenario.describe(owner))
              .contains(C, "t3.micro", "set another type in spec.instances"));
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.calls(mark, "CreateSubnet")).isEmpty();
      assertThat(SubnetZones.of(scenario).values()).containsOnly(C);
      assertThat(rejected(scenario, owner)).extracting(RejectedZone::zone).containsExactly(A, B, C);

      scenario.harness.apply(
          "one", EngineScenario.spec("ElasticIp").replace("app}", "app, type: t3.small}"));
      scenario.awaitSettled(owner);
      assertThat(rejected(scenario, owner)).isEmpty();
      assertThat(SubnetZones.of(scenario).values()).containsOnly(C);
    }
  }

  @Test
  void aZoneInWhichAnInstanceStandsIsKept() {
    try (EngineScenario scenario = EngineScenario.open(56)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      String instance = scenario.id(owner, "instance/app-0");
      scenario.aws.faults().notInZone(A, NAT, false);

      scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .as(scenario.describe(owner))
              .contains(A, "NotAvailableInZone", "pattern"));
      scenario.awaitPolls(5);
      assertThat(scenario.id(owner, "instance/app-0")).isEqualTo(instance);
      assertThat(SubnetZones.of(scenario).values()).containsOnly(A);
      assertThat(scenario.harness.status(owner).online()).isEqualTo("1/1");
    }
  }

  @Test
  void anInstanceOfATypeThatItsZoneRefusesIsPlacedInAnotherZone() {
    try (EngineScenario scenario = EngineScenario.open(57)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway", TWO_ZONES));
      scenario.awaitSettled(owner);
      scenario.aws.faults().notInZone(A, new ZonalService.InstanceTypes("m5.large"), false);
      List<String> subnets = SubnetZones.ids(scenario);

      scenario.harness.apply(
          "one",
          EngineScenario.spec("NatGateway", TWO_ZONES)
              .replace("app}", "app}, {name: big, type: m5.large}"));
      scenario.awaitSettled(owner);
      assertThat(SubnetZones.ofInstance(scenario, owner, "big-0")).isEqualTo(B);
      assertThat(SubnetZones.ids(scenario)).isEqualTo(subnets);
      assertStays(scenario, owner);
    }
  }

  @Test
  void aNamedZoneIsNotGivenUp() {
    try (EngineScenario scenario = EngineScenario.open(58)) {
      scenario.aws.faults().notInZone(A, MICRO, false);
      Owner owner =
          scenario.harness.apply(
              "one", EngineScenario.spec("ElasticIp", "network: {zones: [eu-west-1a]}"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .as(scenario.describe(owner))
              .contains(A, "t3.micro", "set another type in spec.instances"));
      scenario.advance(Duration.ofMinutes(20));
      assertThat(SubnetZones.of(scenario).values()).containsOnly(A);
    }
  }

  /** Whatever the first process knew: at each call after the refusal, it is killed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void aProcessThatIsKilledMeanwhileLeavesOneZone(int calls) {
    try (EngineScenario scenario = EngineScenario.open(60 + calls)) {
      scenario.aws.faults().notInZone(A, MICRO, false);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.runUntil(() -> !scenario.calls(0, "RunInstances").isEmpty());
      long mark = scenario.mark();
      scenario.runUntil(() -> scenario.writes(mark).size() >= calls);
      scenario.harness.kill(Optional.empty());
      scenario.harness.restart();
      scenario.awaitSettled(owner);

      assertThat(SubnetZones.of(scenario)).hasSize(1).containsValue(B);
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static List<RejectedZone> rejected(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).factsOrDefault().rejectedZones();
  }

  private static void assertGivenUpOnce(
      EngineScenario scenario, String zone, String other, String need) {
    assertThat(scenario.harness.events())
        .filteredOn(event -> event.reason().equals("ZoneGivenUp"))
        .singleElement()
        .satisfies(event -> assertThat(event.message()).contains(zone, other, need));
  }

  /** The zones stay as they are after a restart, and a deletion leaves nothing. */
  private static void assertStays(EngineScenario scenario, Owner owner) {
    Invariants.assertHold(scenario.aws, scenario.harness);
    List<String> subnets = SubnetZones.ids(scenario);
    scenario.restartAndAwaitPolls(List.of(owner));
    scenario.awaitSettled(owner);
    assertThat(SubnetZones.ids(scenario)).isEqualTo(subnets);
    scenario.deleteAndAwaitGone(List.of(owner));
    assertThat(scenario.aws.resources()).isEmpty();
  }
}
