package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of kstatus, as they apply here. */
class ConditionsTest {

  private static final CloudError DENIED =
      new CloudError.Denied("CreateVpc", "UnauthorizedOperation", "You are not authorized");

  @Test
  void readyWhenInSyncCompleteAndOnline() {
    StatusScenario world = StatusScenario.settled();
    assertThat(types(world, Status.TRUE))
        .containsExactly("Ready", "NetworkReady", "InstancesOnline", "InSync");
    assertThat(world.status.orElseThrow().conditions()).hasSize(4);
    assertThat(world.status.orElseThrow().online()).isEqualTo("1/1");
    assertThat(world.status.orElseThrow().reason()).isEqualTo("Ready");
  }

  @Test
  void notReadyNamesTheFirstThingInTheNetworkThatLacks() {
    StatusScenario world = new StatusScenario();
    world.create("vpc");
    world.state("vpc", State.PENDING, "pending");
    world.reconcile();
    assertThat(world.condition("Ready"))
        .returns(Status.FALSE, Condition::status)
        .returns("NetworkNotReady", Condition::reason);
    assertThat(world.condition("NetworkReady").message()).contains("vpc");
    assertThat(world.condition("Reconciling").message()).isEqualTo("vpc (vpc-1) is pending");
  }

  @Test
  void notReadyWhileAnInstanceHasNotRegistered() {
    StatusScenario world = StatusScenario.built();
    world.silent("app-0");
    world.reconcile();
    assertThat(world.condition("Ready"))
        .returns(Status.FALSE, Condition::status)
        .returns("InstancesNotOnline", Condition::reason);
    assertThat(world.condition("InstancesOnline").message())
        .contains("app-0")
        .contains("has not registered");
    assertThat(world.condition("Reconciling").reason()).isEqualTo("WaitingForAgents");
    assertThat(world.instance("app-0").pingStatus()).isEqualTo("NotRegistered");
  }

  @Test
  void anInstanceThatLostItsConnectionIsNoWorkInProgress() {
    StatusScenario world = StatusScenario.settled();
    world.ping("app-0", "ConnectionLost");
    world.reconcile();
    assertThat(world.condition("Ready").status()).isEqualTo(Status.FALSE);
    assertThat(world.condition("NetworkReady").status()).isEqualTo(Status.TRUE);
    assertThat(world.status.orElseThrow().condition("Reconciling")).isEmpty();
  }

  @Test
  void whereSystemsManagerCannotBeAskedThePingIsUnknownAndTheRestGoesOn() {
    StatusScenario world = StatusScenario.settled();
    world.noPings = Optional.of("DescribeInstanceInformation: 500");
    world.reconcile();
    assertThat(world.instance("app-0").pingStatus()).isEqualTo("Unknown");
    assertThat(world.condition("InstancesOnline").status()).isEqualTo(Status.UNKNOWN);
    assertThat(world.condition("InstancesOnline").message())
        .contains("DescribeInstanceInformation: 500");
    assertThat(world.condition("NetworkReady").status()).isEqualTo(Status.TRUE);
    assertThat(world.condition("InSync").status()).isEqualTo(Status.TRUE);
    assertThat(world.condition("Ready").status()).isEqualTo(Status.FALSE);
  }

  @Test
  void aRefusedPermissionStallsAndQuotesAwsAndSaysWhatToDo() {
    StatusScenario world = new StatusScenario();
    world.progress = failing(world, DENIED);
    world.reconcile();
    assertThat(world.condition("Stalled"))
        .returns(Status.TRUE, Condition::status)
        .returns("AccessDenied", Condition::reason);
    assertThat(world.condition("Stalled").message())
        .contains("vpc: CreateVpc: UnauthorizedOperation")
        .contains("Allow the operator's credentials CreateVpc");
    assertThat(world.condition("Ready").message()).contains("UnauthorizedOperation");
    assertThat(world.status.orElseThrow().condition("Reconciling")).isEmpty();
  }

  @Test
  void whatPassesByItselfDoesNotStall() {
    StatusScenario world = new StatusScenario();
    world.progress = failing(world, new CloudError.NoCapacity("RunInstances", "Insuff", "none"));
    world.reconcile();
    assertThat(world.status.orElseThrow().condition("Stalled")).isEmpty();
    assertThat(world.condition("Reconciling").reason()).isEqualTo("NoCapacity");
  }

  @Test
  void aProblemWithTheSpecStallsThoughNothingCouldBeObserved() {
    StatusScenario world = new StatusScenario();
    world.blind = true;
    world.problems.add(new Problem("InvalidSpec", "spec.role: not allowed", true));
    world.reconcile();
    assertThat(world.condition("Ready"))
        .returns(Status.FALSE, Condition::status)
        .returns("InvalidSpec", Condition::reason);
    assertThat(world.condition("Stalled").status()).isEqualTo(Status.TRUE);
    assertThat(world.condition("InSync").status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void theTransitionTimeChangesWithTheStatusOnly() {
    StatusScenario world = StatusScenario.settled();
    String ready = world.condition("Ready").lastTransitionTime();
    world.pass(Duration.ofMinutes(1));
    world.ping("app-0", "ConnectionLost");
    world.reconcile();
    assertThat(world.condition("Ready").lastTransitionTime()).isEqualTo("2026-01-02T03:05:05Z");
    assertThat(world.condition("InSync").lastTransitionTime()).isEqualTo(ready);
    world.pass(Duration.ofMinutes(1));
    world.remove("route/workload-a/0.0.0.0/0");
    world.reconcile();
    assertThat(world.condition("Ready").reason()).isEqualTo("NetworkNotReady");
    assertThat(world.condition("Ready").lastTransitionTime()).isEqualTo("2026-01-02T03:05:05Z");
  }

  @Test
  void conditionsAreAboutTheGenerationThatWasObserved() {
    StatusScenario world = StatusScenario.settled();
    world.generation = 2;
    world.reconcile();
    assertThat(world.status.orElseThrow().conditions())
        .allMatch(condition -> condition.observedGeneration() == 2);
  }

  @Test
  void whatWasObservedForAnotherGenerationIsUnknownForThisOne() {
    StatusScenario world = StatusScenario.settled();
    world.generation = 2;
    world.blind = true;
    world.reconcile();
    assertThat(types(world, Status.UNKNOWN)).contains("Ready", "NetworkReady", "InSync");
    assertThat(world.status.orElseThrow().resources()).isNotEmpty();
  }

  @Test
  void anotherAccountIsAProblemAndNothingSeenThereCounts() {
    StatusScenario world = StatusScenario.settled();
    world.account = "999900001111";
    world.present.clear();
    world.reconcile();
    assertThat(world.status.orElseThrow().accountId()).isEqualTo(StatusScenario.ACCOUNT);
    assertThat(world.status.orElseThrow().resources()).isNotEmpty();
    assertThat(world.condition("Stalled").reason()).isEqualTo("AccountMismatch");
    assertThat(world.condition("Stalled").message())
        .contains("999900001111")
        .contains(StatusScenario.ACCOUNT);
  }

  @Test
  void whatIsOnlyNotListedCountsAsThereUntilItIsProvenGone() {
    StatusScenario world = StatusScenario.settled();
    world.remove("subnet/workload-a");
    world.missing.put(new Key("subnet/workload-a"), "subnet/workload-a is not listed");
    world.reconcile();
    assertThat(types(world, Status.TRUE))
        .containsExactly("Ready", "NetworkReady", "InstancesOnline", "InSync");
  }

  private static Progress failing(StatusScenario world, CloudError error) {
    return new Progress(
        List.of(),
        List.of(new Progress.Failure(TopologyFixtures.VPC, error, 1, world.now)),
        List.of(),
        Optional.empty());
  }

  private static List<String> types(StatusScenario world, Status status) {
    return world.status.orElseThrow().conditions().stream()
        .filter(condition -> condition.status() == status)
        .map(Condition::type)
        .toList();
  }
}
