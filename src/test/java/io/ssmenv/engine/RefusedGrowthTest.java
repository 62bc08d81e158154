package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ZonalService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An environment that grows into zones for which its VPC has no place goes on in the others. */
@Execution(ExecutionMode.CONCURRENT)
class RefusedGrowthTest {

  /** After this time, every read shows a change. */
  private static final Duration VISIBLE = Duration.ofMinutes(1);

  private static final String FULL =
      "TRUE HostRefused: The VPC of the environment public (10.9.8.0/24) has 1 free range for"
          + " subnets of guests, and this environment needs 2 more, one for each zone: the rest of"
          + " its last quarter, which is for guests, is in use. Set"
          + " spec.network.availabilityZones: 2, delete a guest of public, or create this"
          + " environment again with a VPC of its own";

  @Test
  void aGuestForWhichThereIsNoRangeIsReconciledWhereItStands() {
    try (EngineScenario scenario = EngineScenario.open(121);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner guest = inFullVpc(scenario).getFirst();
      scenario.harness.apply("guest-0", guest(3, "{name: app}"));
      awaitStalled(scenario, guest, FULL);
      assertThat(scenario.harness.describeCondition(guest, "NetworkReady")).startsWith("FALSE");
      assertThat(scenario.harness.isTrue(guest, "InstancesOnline")).isTrue();

      ec2.deleteRoute(r ->
          r.routeTableId(scenario.id(guest, "routetable/workload-a"))
              .destinationCidrBlock("0.0.0.0/0"));
      scenario.advance(VISIBLE);
      scenario.harness.apply("guest-0", guest(3, "{name: app, type: t3.small}"));
      scenario.eventually(() -> {
        assertThat(hasDefaultRoute(scenario, ec2, guest)).isTrue();
        assertThat(type(scenario, ec2, guest)).isEqualTo("t3.small");
      });
      awaitStalled(scenario, guest, FULL);

      scenario.harness.apply("guest-0", guest(1, "{name: app, type: t3.small}"));
      scenario.awaitSettled(guest);
      scenario.harness.apply("guest-0", guest(2, "{name: app, type: t3.small}"));
      scenario.awaitSettled(guest);
      assertThat(SharedVpcTest.keys(scenario, guest)).contains("subnet/workload-b");
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void anInstanceThatBelongsIntoANewZoneWaitsForIt() {
    try (EngineScenario scenario = EngineScenario.open(122)) {
      List<Owner> guests = inFullVpc(scenario);
      Owner guest = guests.getFirst();
      scenario.harness.apply("guest-0", guest(3, "{name: app, count: 4}"));
      awaitStalled(scenario, guest, FULL);
      scenario.eventually(() ->
          assertThat(SharedVpcTest.keys(scenario, guest))
              .contains("instance/app-0", "instance/app-3"));
      scenario.awaitPolls(4);
      assertThat(SharedVpcTest.keys(scenario, guest))
          .doesNotContain("networkinterface/app-1", "networkinterface/app-2");

      scenario.deleteAndAwaitGone(List.of(guests.getLast()));
      scenario.awaitSettled(guest);
      assertThat(SubnetZones.ofInstance(scenario, guest, "app-1")).isEqualTo("eu-west-1b");
      assertThat(SubnetZones.ofInstance(scenario, guest, "app-2")).isEqualTo("eu-west-1c");
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aGuestWhoseGrowthIsRefusedCanChangeItsPatternAndBeDeletedAlsoAfterARestart() {
    try (EngineScenario scenario = EngineScenario.open(123)) {
      List<Owner> guests = inFullVpc(scenario);
      Owner guest = guests.getFirst();
      scenario.harness.apply("guest-0", guest(3, "{name: app, count: 2}"));
      awaitStalled(scenario, guest, FULL);
      scenario.harness.apply(
          "guest-0", guest(3, "{name: app, count: 2}").replace("NatGateway", "ElasticIp"));
      Owner host = scenario.harness.api().owners().getFirst();
      scenario.eventually(
          () -> assertThat(SharedVpcTest.keys(scenario, guest)).contains("address/app-0"));
      guests.subList(1, guests.size()).forEach(scenario::assertSettled);
      scenario.harness.kill();
      scenario.harness.restart();
      awaitStalled(scenario, guest, FULL);
      scenario.deleteAndAwaitGone(List.of(guest));
      scenario.awaitSettled(host);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aGuestForWhichTheHostHasNoFurtherZoneGrowsAsFarAsPossible() {
    try (EngineScenario scenario = EngineScenario.open(124)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", guest(1, "{name: app}"));
      scenario.awaitSettled(host);
      scenario.awaitSettled(guest);
      scenario
          .aws
          .faults()
          .notInZone("eu-west-1c", new ZonalService.InstanceTypes("t3.micro"), true);
      scenario.harness.apply("guest", guest(3, "{name: app}"));

      awaitStalled(
          scenario,
          guest,
          "TRUE HostRefused: The VPC of the environment public has no availability zone for 1 of the 3"
              + " that this environment needs: no other zone of the region offers what it needs. Set"
              + " another type in spec.instances, set another pattern in spec.connectivity.pattern,"
              + " or set spec.network.availabilityZones: 2");
      scenario.eventually(() ->
          assertThat(SharedVpcTest.keys(scenario, guest))
              .contains("subnet/workload-b")
              .doesNotContain("subnet/workload-c"));
      scenario.harness.apply("guest", guest(2, "{name: app}"));
      scenario.awaitSettled(guest);
      scenario.assertSettled(host);
    }
  }

  @Test
  void anEnvironmentInAVpcThatExistsIsReconciledInTheRangesThatAreFree() {
    try (EngineScenario scenario = EngineScenario.open(125)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("ElasticIp"));
      scenario.awaitSettled(owner);
      String intruder = foreign.subnet("10.1.64.32/28", "eu-west-1b");
      String grown =
          foreign.inRanges("ElasticIp").replace("{existing", "{availabilityZones: 2, existing");
      scenario.harness.apply("guest", grown);

      awaitStalled(
          scenario,
          owner,
          "TRUE VpcUnsuitable: The subnet %s (10.1.64.32/28) of %s overlaps with 10.1.64.32/27, which this environment needs for a subnet of its own. Create this environment again with other ranges, or delete %1$s if nobody needs it. To stay in the zones that this environment has, set spec.network.availabilityZones: 1"
              .formatted(intruder, foreign.vpc));
      scenario.harness.apply("guest", grown.replace("{name: app}", "{name: app, type: t3.small}"));
      scenario.eventually(
          () -> assertThat(type(scenario, foreign.ec2, owner)).isEqualTo("t3.small"));
      foreign.ec2.deleteRoute(r ->
          r.routeTableId(scenario.id(owner, "routetable/workload-a"))
              .destinationCidrBlock("0.0.0.0/0"));
      scenario.advance(VISIBLE);
      scenario.eventually(() -> assertThat(hasDefaultRoute(scenario, foreign.ec2, owner)).isTrue());

      scenario.harness.apply(
          "guest", grown.replace("availabilityZones: 2", "availabilityZones: 1"));
      scenario.awaitSettled(owner);
      scenario.harness.apply("guest", grown);
      awaitStalled(scenario, owner, "TRUE VpcUnsuitable: The subnet " + intruder);
      foreign.ec2.deleteSubnet(r -> r.subnetId(intruder));
      scenario.awaitSettled(owner);
      assertThat(SharedVpcTest.keys(scenario, owner)).contains("subnet/workload-b");
    }
  }

  /** Three guests with one zone each, in a VPC with ranges for four. */
  private static List<Owner> inFullVpc(EngineScenario scenario) {
    Owner host =
        scenario.harness.apply(
            "public", EngineScenario.spec("ElasticIp", "network: {cidr: 10.9.8.0/24}"));
    List<Owner> guests = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      guests.add(scenario.harness.apply("guest-" + i, guest(1, "{name: app}")));
    }
    scenario.awaitSettled(host);
    guests.forEach(scenario::awaitSettled);
    return guests;
  }

  private static String guest(int zones, String group) {
    return SharedVpcTest.guest("NatGateway")
        .replace("{environment:", "{availabilityZones: %d, environment:".formatted(zones))
        .replace("{name: app}", group);
  }

  private static void awaitStalled(EngineScenario scenario, Owner owner, String start) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .as(scenario.describe(owner))
            .startsWith(start));
  }

  private static boolean hasDefaultRoute(EngineScenario scenario, Ec2Client ec2, Owner owner) {
    String table = scenario.id(owner, "routetable/workload-a");
    return ec2.describeRouteTables(r -> r.routeTableIds(table)).routeTables().stream()
        .flatMap(one -> one.routes().stream())
        .anyMatch(route -> "0.0.0.0/0".equals(route.destinationCidrBlock()));
  }

  /** Empty as long as reads do not show the instance yet. */
  private static String type(EngineScenario scenario, Ec2Client ec2, Owner owner) {
    String id = scenario.id(owner, "instance/app-0");
    return ec2.describeInstances().reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> instance.instanceId().equals(id))
        .map(instance -> instance.instanceTypeAsString())
        .collect(Collectors.joining());
  }
}
