package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.desired.Facts;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Tombstone;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The single fields of the status. */
class StatusFieldsTest {

  private static final Key SUBNET = new Key("subnet/workload-a");

  @Test
  void resourcesAreWhatExistsSortedByKey() {
    StatusScenario world = StatusScenario.settled();
    List<ResourceStatus> resources = world.status.orElseThrow().resources();
    assertThat(resources).extracting(ResourceStatus::key).isSorted().hasSize(11);
    assertThat(resources)
        .contains(
            new ResourceStatus("vpc", world.present.get(TopologyFixtures.VPC).id(), "available"));
    assertThat(world.status.orElseThrow().vpcId())
        .isEqualTo(world.present.get(TopologyFixtures.VPC).id());
  }

  @Test
  void whatIsNotProvenGoneStaysAmongTheResources() {
    StatusScenario world = StatusScenario.settled();
    String id = world.present.get(SUBNET).id();
    world.remove("subnet/workload-a");
    world.missing.put(SUBNET, "subnet/workload-a is not listed");
    world.reconcile();
    assertThat(world.status.orElseThrow().resources())
        .contains(new ResourceStatus("subnet/workload-a", id, "missing"));
    assertThat(KnownResources.ids(world.status)).containsEntry(SUBNET, id);
  }

  @Test
  void aKindThatCannotBeListedKeepsItsResources() {
    StatusScenario world = StatusScenario.settled();
    ResourceStatus subnet =
        new ResourceStatus("subnet/workload-a", world.present.get(SUBNET).id(), "available");
    world.remove("subnet/workload-a");
    world.unlisted.put(Subnet.class, "DescribeSubnets: InternalError");
    world.reconcile();
    assertThat(world.status.orElseThrow().resources()).contains(subnet);
  }

  @Test
  void whatIsProvenGoneLeavesTheResources() {
    StatusScenario world = StatusScenario.settled();
    String id = world.present.get(SUBNET).id();
    world.remove("subnet/workload-a");
    world.unlisted.put(Subnet.class, "DescribeSubnets: InternalError");
    world.dead.put(SUBNET, new Tombstone(id, "unknown to AWS"));
    world.reconcile();
    assertThat(KnownResources.ids(world.status)).doesNotContainKey(SUBNET);
  }

  @Test
  void withElasticIpsEgressIsTheInstancesOwnAddress() {
    StatusScenario world = StatusScenario.settled();
    String address = world.instance("app-0").egressIp();
    assertThat(address).startsWith("203.0.113.");
    assertThat(world.status.orElseThrow().egress()).isEqualTo(address);
  }

  @Test
  void behindANatGatewayEgressIsTheGatewaysAddressOnce() {
    StatusScenario world = new StatusScenario();
    world.pattern = Pattern.NAT_GATEWAY;
    world.count = 2;
    world.build();
    EnvironmentStatus status = world.reconcile();
    assertThat(status.egress()).startsWith("203.0.113.").doesNotContain(",");
    assertThat(status.instances())
        .extracting(InstanceStatus::egressIp)
        .containsOnly(status.egress());
  }

  @Test
  void privateEnvironmentsHaveNoEgressAndSaySo() {
    StatusScenario world = new StatusScenario();
    world.pattern = Pattern.PRIVATE_ENDPOINTS;
    world.build();
    assertThat(world.reconcile().egress()).isEqualTo("none");
    assertThat(world.instance("app-0").egressIp()).isNull();
  }

  @Test
  void withoutItsRouteAnInstanceHasNoEgress() {
    StatusScenario world = StatusScenario.settled();
    world.remove("route/workload-a/0.0.0.0/0");
    assertThat(world.reconcile().egress()).isNull();
  }

  @Test
  void ofManyAddressesTwoAreShown() {
    assertThat(Egress.column(List.of("1", "2", "3", "2"))).contains("1,2 + 1 more");
    assertThat(Egress.column(List.of("1", "2"))).contains("1,2");
  }

  @Test
  void instancesComeInTheOrderOfTheSpecAndThoseOnTheirWayOutLast() {
    StatusScenario world = new StatusScenario();
    world.count = 12;
    world.build();
    world.reconcile();
    world.count = 11;
    world.generation = 2;
    EnvironmentStatus status = world.reconcile();
    assertThat(status.instances())
        .extracting(InstanceStatus::name)
        .startsWith("app-0", "app-1", "app-2")
        .endsWith("app-10", "app-11");
    assertThat(status.online()).isEqualTo("11/11");
  }

  @Test
  void ofALongPlanTwentyLinesAreShownAndTheRestIsCounted() {
    StatusScenario world = new StatusScenario();
    world.count = 20;
    EnvironmentStatus status = world.reconcile();
    int steps = world.plan().steps().size();
    assertThat(status.plan()).hasSize(20);
    assertThat(status.plan().getLast()).isEqualTo("… and " + (steps - 19) + " more");
  }

  @Test
  void thePatternInForceIsTheFormerOneUntilTheNewOneIsApplied() {
    StatusScenario world = StatusScenario.settled();
    world.generation = 2;
    world.pattern = Pattern.NAT_GATEWAY;
    assertThat(world.reconcile().pattern()).isEqualTo(Pattern.ELASTIC_IP);
    assertThat(world.condition("PatternChanging").message())
        .contains("from ElasticIp to NatGateway")
        .contains("sessions break");
    world.present.clear();
    world.build();
    assertThat(world.reconcile().pattern()).isEqualTo(Pattern.NAT_GATEWAY);
    assertThat(world.status.orElseThrow().condition("PatternChanging")).isEmpty();
  }

  @Test
  void withoutAnAgentThatEverAnsweredNobodyIsWarnedOfAChangeOfPattern() {
    StatusScenario world = StatusScenario.built();
    world.silent("app-0");
    world.reconcile();
    world.generation = 2;
    world.pattern = Pattern.NAT_GATEWAY;
    world.reconcile();
    assertThat(world.status.orElseThrow().condition("PatternChanging")).isEmpty();
  }

  @Test
  void factsComeBackFromTheStatusAsTheyWentIn() {
    StatusScenario world = StatusScenario.settled();
    Facts facts =
        new Facts(
            List.of("eu-west-1b", "eu-west-1a"),
            Map.of("/ami", new Facts.Image("ami-1", "/dev/xvda")),
            Set.of("ec2messages"),
            Optional.of("pl-1"),
            Map.of());
    world.status = Optional.of(StatusBuilder.build(world.findings().resolved(facts)));
    assertThat(FactsMemory.recall(world.status)).isEqualTo(facts);
    world.reconcile();
    assertThat(FactsMemory.recall(world.status)).isEqualTo(facts);
  }

  @Test
  void aDeletionNamesWhatIsInItsWay() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.DELETING;
    world.generation = 2;
    world.state("instance/app-0", State.DELETING, "shutting-down");
    world.reconcile();
    String blocker = "Waiting for instance/app-0 (" + world.id("app-0") + ", shutting-down)";
    assertThat(world.condition("Deleting").message()).startsWith(blocker);
    assertThat(world.condition("Ready"))
        .returns(Condition.Status.FALSE, Condition::status)
        .returns("Deleting", Condition::reason);
    assertThat(world.condition("Ready").message()).startsWith(blocker);
    assertThat(world.condition("Reconciling").status()).isEqualTo(Condition.Status.TRUE);
  }

  @Test
  void aDeletionOfWhichOnlyTheProofIsOpenSaysSo() {
    StatusScenario world = new StatusScenario();
    world.mode = ReconcileMode.DELETING;
    world.missing.put(TopologyFixtures.VPC, "vpc (vpc-1) is not listed; asking for it by its id");
    world.reconcile();
    assertThat(world.condition("Deleting").reason()).isEqualTo("ProvingAbsence");
    assertThat(world.condition("Deleting").message()).contains("vpc-1");
  }

  @Test
  void aDeletionThatIsPausedSaysHowToGoOn() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.DELETING_PAUSED;
    world.generation = 2;
    world.reconcile();
    assertThat(world.condition("Deleting").reason()).isEqualTo("Paused");
    assertThat(world.condition("Deleting").message()).contains("set spec.paused to false");
    assertThat(world.status.orElseThrow().condition("Reconciling")).isEmpty();
  }
}
