package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.execute.Progress;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conditions follow the rules of kstatus. */
class ConditionsTest {

  private static final CloudError DENIED =
      new CloudError.Denied("CreateVpc", "UnauthorizedOperation", "You are not authorized");

  @Test
  void readyIsTrueIfInSyncCompleteAndOnline() {
    StatusScenario scenario = StatusScenario.reconciled();
    assertThat(types(scenario, Status.TRUE))
        .containsExactly("Ready", "NetworkReady", "InstancesOnline", "InSync", "AWSReachable");
    assertThat(scenario.status.orElseThrow().conditions()).hasSize(5);
    assertThat(scenario.status.orElseThrow().online()).isEqualTo("1/1");
    assertThat(scenario.status.orElseThrow().reason()).isEqualTo("Ready");
  }

  @Test
  void anIncompleteNetworkIsNotReadyAndNamesTheFirstUnreadyResource() {
    StatusScenario scenario = new StatusScenario();
    scenario.create("vpc");
    scenario.state("vpc", State.PENDING, "pending");
    scenario.reconcile();
    assertThat(scenario.condition("Ready"))
        .returns(Status.FALSE, Condition::status)
        .returns("NetworkNotReady", Condition::reason);
    assertThat(scenario.condition("NetworkReady").message()).contains("vpc");
    assertThat(scenario.condition("Reconciling").message()).isEqualTo("vpc (vpc-1) is pending");
  }

  @Test
  void readyIsFalseUntilEveryInstanceHasRegistered() {
    StatusScenario scenario = StatusScenario.created();
    scenario.unregister("app-0");
    scenario.reconcile();
    assertThat(scenario.condition("Ready"))
        .returns(Status.FALSE, Condition::status)
        .returns("InstancesNotOnline", Condition::reason);
    assertThat(scenario.condition("InstancesOnline").message())
        .contains("app-0")
        .contains("has not registered");
    assertThat(scenario.condition("Reconciling").reason()).isEqualTo("WaitingForAgents");
    assertThat(scenario.instance("app-0").pingStatus()).isEqualTo("NotRegistered");
  }

  @Test
  void aLostConnectionDoesNotSetReconciling() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.condition("Ready").status()).isEqualTo(Status.FALSE);
    assertThat(scenario.condition("NetworkReady").status()).isEqualTo(Status.TRUE);
    assertThat(scenario.status.orElseThrow().condition("Reconciling")).isEmpty();
  }

  @Test
  void withoutSystemsManagerThePingStatusIsUnknownAndTheNetworkStaysReady() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.pingError = Optional.of("DescribeInstanceInformation: 500");
    scenario.reconcile();
    assertThat(scenario.instance("app-0").pingStatus()).isEqualTo("Unknown");
    assertThat(scenario.condition("InstancesOnline").status()).isEqualTo(Status.UNKNOWN);
    assertThat(scenario.condition("InstancesOnline").message())
        .contains("DescribeInstanceInformation: 500");
    assertThat(scenario.condition("NetworkReady").status()).isEqualTo(Status.TRUE);
    assertThat(scenario.condition("InSync").status()).isEqualTo(Status.TRUE);
    assertThat(scenario.condition("Ready").status()).isEqualTo(Status.FALSE);
  }

  @Test
  void aDeniedPermissionStallsWithTheErrorOfAwsAndAdvice() {
    StatusScenario scenario = new StatusScenario();
    scenario.progress = progressWithFailure(scenario, DENIED);
    scenario.reconcile();
    assertThat(scenario.condition("Stalled"))
        .returns(Status.TRUE, Condition::status)
        .returns("AccessDenied", Condition::reason);
    assertThat(scenario.condition("Stalled").message())
        .contains("vpc: CreateVpc: UnauthorizedOperation")
        .contains("Allow CreateVpc in the policy of the operator's role");
    assertThat(scenario.condition("Ready").message()).contains("UnauthorizedOperation");
    assertThat(scenario.status.orElseThrow().condition("Reconciling")).isEmpty();
  }

  @Test
  void theOtherFailuresThatDoNotPassByThemselvesAreNamed() {
    StatusScenario scenario = new StatusScenario();
    CloudError inUse =
        new CloudError.Conflict("DeleteSubnet", "DependencyViolation", "in use", List.of("eni-1"));
    CloudError throttled = new CloudError.Throttled("DeleteVpc", "RequestLimitExceeded", "slow");
    scenario.progress =
        new Progress(
            List.of(),
            Stream.of(
                    Map.entry("role", DENIED),
                    Map.entry("securitygroup/instances", DENIED),
                    Map.entry("subnet/workload-a", inUse),
                    Map.entry("subnet/workload-b", throttled),
                    Map.entry("subnet/workload-c", inUse),
                    Map.entry("vpc", inUse))
                .map(one ->
                    new Progress.Failure(new Key(one.getKey()), one.getValue(), 1, scenario.now))
                .toList(),
            Optional.empty());
    scenario.reconcile();
    assertThat(scenario.condition("Ready").message())
        .startsWith("role: ")
        .endsWith(
            "automatically. Also failing: securitygroup/instances, subnet/workload-a,"
                + " subnet/workload-c and 1 more");
  }

  @Test
  void aTransientErrorDoesNotStall() {
    StatusScenario scenario = new StatusScenario();
    scenario.progress =
        progressWithFailure(scenario, new CloudError.NoCapacity("RunInstances", "Insuff", "none"));
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().condition("Stalled")).isEmpty();
    assertThat(scenario.condition("Reconciling").reason()).isEqualTo("NoCapacity");
  }

  @Test
  void aRefusedSpecStallsEvenIfNothingWasObserved() {
    StatusScenario scenario = new StatusScenario();
    scenario.unobserved = true;
    scenario.unresolved = Optional.of(new DesiredState.SpecRefused("spec.role: not allowed"));
    scenario.reconcile();
    assertThat(scenario.condition("Ready"))
        .returns(Status.FALSE, Condition::status)
        .returns("SpecRefused", Condition::reason);
    assertThat(scenario.condition("Stalled").status()).isEqualTo(Status.TRUE);
    assertThat(scenario.condition("InSync").status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void theTransitionTimeChangesOnlyWithTheConditionStatus() {
    StatusScenario scenario = StatusScenario.reconciled();
    String ready = scenario.condition("Ready").lastTransitionTime();
    scenario.advance(Duration.ofMinutes(1));
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.condition("Ready").lastTransitionTime()).isEqualTo("2026-01-02T03:05:05Z");
    assertThat(scenario.condition("InSync").lastTransitionTime()).isEqualTo(ready);
    scenario.advance(Duration.ofMinutes(1));
    scenario.remove("route/workload-a/0.0.0.0/0");
    scenario.reconcile();
    assertThat(scenario.condition("Ready").reason()).isEqualTo("NetworkNotReady");
    assertThat(scenario.condition("Ready").lastTransitionTime()).isEqualTo("2026-01-02T03:05:05Z");
  }

  @Test
  void everyConditionHasTheObservedGeneration() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.generation = 2;
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().conditions())
        .allMatch(condition -> condition.observedGeneration() == 2);
  }

  @Test
  void withoutAnObservationTheConditionsOfANewGenerationAreUnknown() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.generation = 2;
    scenario.unobserved = true;
    scenario.reconcile();
    assertThat(types(scenario, Status.UNKNOWN)).contains("Ready", "NetworkReady", "InSync");
    assertThat(scenario.status.orElseThrow().resources()).isNotEmpty();
  }

  @Test
  void anAccountMismatchStallsAndItsObservationIsIgnored() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.account = "999900001111";
    scenario.present.clear();
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().accountId()).isEqualTo(StatusScenario.ACCOUNT);
    assertThat(scenario.status.orElseThrow().resources()).isNotEmpty();
    assertThat(scenario.condition("Stalled").reason()).isEqualTo("AccountMismatch");
    assertThat(scenario.condition("Stalled").message())
        .contains("999900001111")
        .contains(StatusScenario.ACCOUNT);
  }

  @Test
  void anUnlistedResourceCountsAsPresentUntilItsAbsenceIsProven() {
    StatusScenario scenario = StatusScenario.reconciled();
    scenario.remove("subnet/workload-a");
    scenario.missing.put(new Key("subnet/workload-a"), "subnet/workload-a is not listed");
    scenario.reconcile();
    assertThat(types(scenario, Status.TRUE))
        .containsExactly("Ready", "NetworkReady", "InstancesOnline", "InSync", "AWSReachable");
  }

  private static Progress progressWithFailure(StatusScenario scenario, CloudError error) {
    return new Progress(
        List.of(),
        List.of(new Progress.Failure(TopologyFixtures.VPC, error, 1, scenario.now)),
        Optional.empty());
  }

  private static List<String> types(StatusScenario scenario, Status status) {
    return scenario.status.orElseThrow().conditions().stream()
        .filter(condition -> condition.status() == status)
        .map(Condition::type)
        .toList();
  }
}
