package io.ssmenv.plan;

import static io.ssmenv.plan.ConnectivityRules.ready;
import static io.ssmenv.plan.PlanFixtures.GATES_OPEN;
import static io.ssmenv.plan.PlanFixtures.GATEWAY;
import static io.ssmenv.plan.PlanFixtures.SUBNET;
import static io.ssmenv.plan.PlanFixtures.TABLE;
import static io.ssmenv.plan.PlanFixtures.VPC;
import static io.ssmenv.plan.PlanFixtures.nothingObserved;
import static io.ssmenv.plan.PlanFixtures.observed;
import static io.ssmenv.plan.PlanFixtures.readySteps;
import static io.ssmenv.plan.PlanFixtures.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private final Planner planner = new Planner(new ConnectivityRules());

  @Test
  void aMissingResourceIsCreatedAfterItsPrerequisites() {
    Plan plan = planner.plan(topology(VPC, SUBNET), nothingObserved(), GATES_OPEN);

    assertThat(plan.steps()).extracting(Step::key).containsExactly(VPC.key(), SUBNET.key());
    assertThat(readySteps(plan)).containsExactly("create vpc");
    assertThat(PlanFixtures.firstWait(plan)).contains("vpc does not exist yet");
  }

  @Test
  void independentStepsAreReadyAtTheSameTime() {
    Plan plan =
        planner.plan(
            topology(VPC, SUBNET, TABLE, GATEWAY), observed(ready(VPC, "vpc-1")), GATES_OPEN);

    assertThat(readySteps(plan))
        .containsExactlyInAnyOrder(
            "create subnet/workload-a", "create routetable/workload-a", "create internetgateway");
  }

  @Test
  void thePlanIsDoneIfEverythingIsAsDesired() {
    Plan plan =
        planner.plan(
            topology(VPC, SUBNET),
            observed(ready(VPC, "vpc-1"), ready(SUBNET, "subnet-1")),
            GATES_OPEN);

    assertThat(plan.isDone()).isTrue();
  }

  @Test
  void aStepWaitsForAPendingPrerequisite() {
    Observed pending = ready(VPC, "vpc-1").with(Observed.State.PENDING, "pending");

    Plan plan = planner.plan(topology(VPC, SUBNET), observed(pending), GATES_OPEN);

    assertThat(readySteps(plan)).isEmpty();
    assertThat(PlanFixtures.firstWait(plan)).contains("vpc (vpc-1) is pending");
  }

  @Test
  void aResourceOfATypeThatCannotBeListedIsNotCreated() {
    Observation unlisted =
        new Observation(
            "1",
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(
                Vpc.class,
                new Unlisted(Unlisted.Cause.FAILED, "DescribeVpcs: UnauthorizedOperation")),
            new Pings.Known(Map.of()));

    Plan plan = planner.plan(topology(VPC), unlisted, GATES_OPEN);

    assertThat(plan.writes()).isEmpty();
    assertThat(PlanFixtures.firstWait(plan)).contains("DescribeVpcs: UnauthorizedOperation");
  }

  @Test
  void anUnlistedResourceIsNotRecreatedUntilItsAbsenceIsProven() {
    Observation missing =
        new Observation(
            "1",
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(VPC.key(), "vpc (vpc-1) is not listed"),
            Map.of(),
            new Pings.Known(Map.of()));

    assertThat(planner.plan(topology(VPC), missing, GATES_OPEN).writes()).isEmpty();
  }

  @Test
  void aCreateHasTheIncarnationOfItsResource() {
    PlanGates second =
        new PlanGates(
            PlanGates.Gate.OPEN,
            PlanGates.Gate.OPEN,
            Map.of(),
            Map.of(VPC.key(), 1),
            Set.of(),
            Attempts.NONE);

    assertThat(planner.plan(topology(VPC), nothingObserved(), second).steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Create.class, create -> assertThat(create.incarnation()).isEqualTo(1));
  }

  @Test
  void aChangedFieldIsUpdatedInPlaceAndItsDependentsWait() {
    Vpc changed = new Vpc(VPC.key(), VPC.cidr(), true, false, Tags.NONE);

    Plan plan = planner.plan(topology(VPC, SUBNET), observed(ready(changed, "vpc-1")), GATES_OPEN);

    assertThat(readySteps(plan))
        .containsExactly("update vpc: dnsHostnames is false, should be true");
  }

  @Test
  void anImpossibleChangeIsRefusedWithTheReason() {
    Vpc changed = new Vpc(VPC.key(), "10.9.0.0/16", true, true, Tags.NONE);

    Plan plan = planner.plan(topology(VPC), observed(ready(changed, "vpc-1")), GATES_OPEN);

    assertThat(plan.writes()).isEmpty();
    assertThat(plan.refused())
        .singleElement()
        .extracting(Step.Refuse::message)
        .asString()
        .contains("cidr is 10.9.0.0/16, should be 10.0.0.0/16", "A range can't be changed");
  }

  @Test
  void aFailedResourceIsDeletedFirst() {
    Observed failed = ready(GATEWAY, "igw-1").with(Observed.State.FAILED, "failed: no way");

    assertThat(planner.plan(topology(GATEWAY), observed(failed), GATES_OPEN).steps())
        .singleElement()
        .isInstanceOf(Step.Delete.class);
  }

  @Test
  void aResourceInLaunchBackoffIsNotCreated() {
    PlanGates inBackoff =
        new PlanGates(
            PlanGates.Gate.OPEN,
            PlanGates.Gate.OPEN,
            Map.of(VPC.key(), "until noon, because it died twice"),
            Map.of(),
            Set.of(),
            Attempts.NONE);

    Plan plan = planner.plan(topology(VPC), nothingObserved(), inBackoff);

    assertThat(readySteps(plan)).isEmpty();
    assertThat(PlanFixtures.firstWait(plan)).contains("until noon, because it died twice");
  }
}
