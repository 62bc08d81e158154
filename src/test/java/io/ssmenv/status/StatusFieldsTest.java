package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.state.Egress;
import io.ssmenv.state.KnownResources;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Tombstone;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fields of the status. */
class StatusFieldsTest {

  private static final Key SUBNET = new Key("subnet/workload-a");

  @Test
  void theExistingResourcesAreListedByKey() {
    StatusScenario scenario = StatusScenario.reconciled();
    List<ResourceStatus> resources = scenario.status.orElseThrow().resources();
    assertThat(resources).extracting(ResourceStatus::key).isSorted().hasSize(11);
    assertThat(resources)
        .contains(
            new ResourceStatus(
                "vpc", scenario.present.get(TopologyFixtures.VPC).id(), "available"));
    assertThat(scenario.status.orElseThrow().vpcId())
        .isEqualTo(scenario.present.get(TopologyFixtures.VPC).id());
  }

  @Test
  void anUnlistedResourceStaysInTheStatusUntilItsAbsenceIsProven() {
    StatusScenario scenario = StatusScenario.reconciled();
    String id = scenario.present.get(SUBNET).id();
    scenario.remove("subnet/workload-a");
    scenario.missing.put(SUBNET, "subnet/workload-a is not listed");
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().resources())
        .contains(new ResourceStatus("subnet/workload-a", id, "missing"));
    assertThat(KnownResources.ids(scenario.status.orElseThrow())).containsEntry(SUBNET, id);
  }

  @Test
  void aTypeThatCannotBeListedKeepsItsResources() {
    StatusScenario scenario = StatusScenario.reconciled();
    ResourceStatus subnet =
        new ResourceStatus("subnet/workload-a", scenario.present.get(SUBNET).id(), "available");
    scenario.remove("subnet/workload-a");
    scenario.unlisted.put(
        Subnet.class, new Unlisted(Unlisted.Cause.FAILED, "DescribeSubnets: InternalError"));
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().resources()).contains(subnet);
  }

  @Test
  void aResourceIsRemovedFromTheStatusWhenItsAbsenceIsProven() {
    StatusScenario scenario = StatusScenario.reconciled();
    String id = scenario.present.get(SUBNET).id();
    scenario.remove("subnet/workload-a");
    scenario.unlisted.put(
        Subnet.class, new Unlisted(Unlisted.Cause.FAILED, "DescribeSubnets: InternalError"));
    scenario.tombstones.put(SUBNET, new Tombstone(id, "unknown to AWS"));
    scenario.reconcile();
    assertThat(KnownResources.ids(scenario.status.orElseThrow())).doesNotContainKey(SUBNET);
  }

  @Test
  void withElasticIpsTheEgressIsTheAddressOfTheInstance() {
    StatusScenario scenario = StatusScenario.reconciled();
    String address = scenario.instance("app-0").egressIp();
    assertThat(address).startsWith("203.0.113.");
    assertThat(scenario.status.orElseThrow().egress()).isEqualTo(address);
  }

  @Test
  void withNatGatewaysTheEgressIsTheAddressOfTheGateway() {
    StatusScenario scenario = new StatusScenario();
    scenario.pattern = Pattern.NAT_GATEWAY;
    scenario.count = 2;
    scenario.createAll();
    EnvironmentStatus status = scenario.reconcile();
    assertThat(status.egress()).startsWith("203.0.113.").doesNotContain(",");
    assertThat(status.instances())
        .extracting(InstanceStatus::egressIp)
        .containsOnly(status.egress());
  }

  @Test
  void withPrivateEndpointsTheEgressIsNone() {
    StatusScenario scenario = new StatusScenario();
    scenario.pattern = Pattern.PRIVATE_ENDPOINTS;
    scenario.createAll();
    assertThat(scenario.reconcile().egress()).isEqualTo("none");
    assertThat(scenario.instance("app-0").egressIp()).isNull();
  }

  @Test
  void aPrivateEnvironmentThatIsBeingDeletedHasNoOtherEgress() {
    StatusScenario scenario = new StatusScenario();
    scenario.pattern = Pattern.PRIVATE_ENDPOINTS;
    scenario.createAll();
    scenario.reconcile();
    scenario.mode = ReconcileMode.DELETING_PAUSED;
    assertThat(scenario.reconcile().egress()).isEqualTo("none");
  }

  @Test
  void theEgressOfAnInstanceWithoutADefaultRouteIsUnknown() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove("route/workload-a/0.0.0.0/0");
    assertThat(scenario.reconcile().egress()).isEqualTo("Unknown");
    assertThat(scenario.instance("app-0").egressIp()).isNull();
  }

  @Test
  void theEgressColumnShowsEachAddressOnce() {
    assertThat(Egress.column(List.of("1", "2", "3", "2"))).contains("1,2,3");
    assertThat(Egress.column(List.of("1", "2", "3", "4", "5"))).contains("1,2,3,4,5");
    assertThat(Egress.column(List.of("1", "2", "3", "4", "5", "6", "7")))
        .contains("1,2,3,4,5 and 2 more");
    assertThat(Egress.column(List.of())).isEmpty();
  }

  @Test
  void instancesAreInTheOrderOfTheSpecWithRemovedOnesLast() {
    StatusScenario scenario = new StatusScenario();
    scenario.count = 12;
    scenario.createAll();
    scenario.reconcile();
    scenario.count = 11;
    scenario.generation = 2;
    EnvironmentStatus status = scenario.reconcile();
    assertThat(status.instances())
        .extracting(InstanceStatus::name)
        .startsWith("app-0", "app-1", "app-2")
        .endsWith("app-10", "app-11");
    assertThat(status.online()).isEqualTo("11/11");
  }

  @Test
  void aLongPlanIsCutToTwentyLinesWithACountOfTheRest() {
    StatusScenario scenario = new StatusScenario();
    scenario.count = 20;
    EnvironmentStatus status = scenario.reconcile();
    int steps = scenario.plan().steps().size();
    assertThat(status.plan()).hasSize(20);
    assertThat(status.plan().getLast())
        .isEqualTo("… and " + (steps - 19) + " more; ./ssmenv plan NAME -n NAMESPACE lists all");
  }

  @Test
  void theStatusHasThePreviousPatternUntilTheNewOneIsApplied() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.generation = 2;
    scenario.pattern = Pattern.NAT_GATEWAY;
    assertThat(scenario.reconcile().pattern()).isEqualTo(Pattern.ELASTIC_IP);
    assertThat(scenario.condition("PatternChanging").message())
        .contains("from ElasticIp to NatGateway")
        .contains("sessions break");
    scenario.present.clear();
    scenario.createAll();
    assertThat(scenario.reconcile().pattern()).isEqualTo(Pattern.NAT_GATEWAY);
    assertThat(scenario.status.orElseThrow().condition("PatternChanging")).isEmpty();
  }

  @Test
  void withoutAnOnlineAgentAPatternChangeHasNoWarning() {
    StatusScenario scenario = StatusScenario.created();
    scenario.unregister("app-0");
    scenario.reconcile();
    scenario.generation = 2;
    scenario.pattern = Pattern.NAT_GATEWAY;
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().condition("PatternChanging")).isEmpty();
  }

  @Test
  void factsAreReadBackFromTheStatusUnchanged() {
    StatusScenario scenario = StatusScenario.reconciled();
    Facts facts =
        Facts.of(
            List.of("eu-west-1b", "eu-west-1a"),
            Map.of("/ami", new Facts.Image("ami-1", "/dev/xvda")),
            Set.of("ec2messages"),
            Optional.of("pl-1"));
    scenario.facts = facts;
    scenario.reconcile();
    assertThat(RememberedFacts.read(scenario.status.orElseThrow())).isEqualTo(facts);
    scenario.unresolved = Optional.of(new DesiredState.ResolvingFacts("being read"));
    scenario.reconcile();
    assertThat(RememberedFacts.read(scenario.status.orElseThrow())).isEqualTo(facts);
  }

  @Test
  void aDeletionNamesItsBlocker() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING;
    scenario.generation = 2;
    scenario.state("instance/app-0", State.DELETING, "shutting-down");
    scenario.reconcile();
    String blocker = "Waiting until instance/app-0 (" + scenario.id("app-0") + ", shutting-down)";
    assertThat(scenario.condition("Deleting").message()).startsWith(blocker);
    assertThat(scenario.condition("Ready"))
        .returns(Condition.Status.FALSE, Condition::status)
        .returns("Deleting", Condition::reason);
    assertThat(scenario.condition("Ready").message()).startsWith(blocker);
    assertThat(scenario.condition("Reconciling").status()).isEqualTo(Condition.Status.TRUE);
  }

  @Test
  void aDeletionThatOnlyLacksProofOfAbsenceHasThatReason() {
    StatusScenario scenario = new StatusScenario();
    scenario.mode = ReconcileMode.DELETING;
    scenario.missing.put(
        TopologyFixtures.VPC, "vpc (vpc-1) is not listed; asking for it by its id");
    scenario.reconcile();
    assertThat(scenario.condition("Deleting").reason()).isEqualTo("ProvingAbsence");
    assertThat(scenario.condition("Deleting").message()).contains("vpc-1");
  }

  @Test
  void aPausedDeletionSaysHowToResume() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.mode = ReconcileMode.DELETING_PAUSED;
    scenario.generation = 2;
    scenario.reconcile();
    assertThat(scenario.condition("Deleting").reason()).isEqualTo("Paused");
    assertThat(scenario.condition("Deleting").message()).contains("set spec.paused to false");
    assertThat(scenario.status.orElseThrow().condition("Reconciling")).isEmpty();
  }
}
