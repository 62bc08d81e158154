package io.ssmenv.plan;

import static io.ssmenv.plan.ConnectivityRules.ready;
import static io.ssmenv.plan.PlanFixtures.ANSWERED;
import static io.ssmenv.plan.PlanFixtures.GATEWAY;
import static io.ssmenv.plan.PlanFixtures.SUBNET;
import static io.ssmenv.plan.PlanFixtures.TABLE;
import static io.ssmenv.plan.PlanFixtures.VPC;
import static io.ssmenv.plan.PlanFixtures.graph;
import static io.ssmenv.plan.PlanFixtures.nothing;
import static io.ssmenv.plan.PlanFixtures.readyLines;
import static io.ssmenv.plan.PlanFixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Tombstone;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private final Planner planner = new Planner(new ConnectivityRules());

  @Test
  void whatIsMissingIsCreatedAfterWhatItRefersTo() {
    Plan plan = planner.plan(graph(VPC, SUBNET), nothing(), ANSWERED);

    assertThat(plan.steps()).extracting(Step::key).containsExactly(VPC.key(), SUBNET.key());
    assertThat(readyLines(plan)).containsExactly("create vpc");
    assertThat(PlanFixtures.waitingFor(plan)).contains("vpc does not exist yet");
  }

  @Test
  void whatDoesNotDependOnEachOtherIsReadyAtTheSameTime() {
    Plan plan =
        planner.plan(graph(VPC, SUBNET, TABLE, GATEWAY), seen(ready(VPC, "vpc-1")), ANSWERED);

    assertThat(readyLines(plan))
        .containsExactlyInAnyOrder(
            "create subnet/workload-a", "create routetable/workload-a", "create internetgateway");
  }

  @Test
  void nothingIsDoneWhereEverythingIsAsItShouldBe() {
    Plan plan =
        planner.plan(
            graph(VPC, SUBNET), seen(ready(VPC, "vpc-1"), ready(SUBNET, "subnet-1")), ANSWERED);

    assertThat(plan.isDone()).isTrue();
  }

  @Test
  void aPrerequisiteThatIsPendingIsWaitedFor() {
    Observed pending = ready(VPC, "vpc-1").with(Observed.State.PENDING, "pending");

    Plan plan = planner.plan(graph(VPC, SUBNET), seen(pending), ANSWERED);

    assertThat(readyLines(plan)).isEmpty();
    assertThat(PlanFixtures.waitingFor(plan)).contains("vpc (vpc-1) is pending");
  }

  @Test
  void whatCannotBeListedIsNeverCreated() {
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

    Plan plan = planner.plan(graph(VPC), unlisted, ANSWERED);

    assertThat(plan.writes()).isEmpty();
    assertThat(PlanFixtures.waitingFor(plan)).contains("DescribeVpcs: UnauthorizedOperation");
  }

  @Test
  void whatWasKnownAndIsNotListedIsNotCreatedUntilItsIdIsKnownToBeDead() {
    Observation missing =
        new Observation(
            "1",
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(VPC.key(), "vpc (vpc-1) is not listed"),
            Map.of(),
            new Pings.Known(Map.of()));

    assertThat(planner.plan(graph(VPC), missing, ANSWERED).writes()).isEmpty();
  }

  @Test
  void theSuccessorOfADeadResourceIsAnotherIncarnation() {
    Observation dead =
        new Observation(
            "1",
            Map.of(),
            List.of(),
            Map.of(VPC.key(), new Tombstone("vpc-1", "gone")),
            Map.of(),
            Map.of(),
            new Pings.Known(Map.of()));

    assertThat(planner.plan(graph(VPC), dead, ANSWERED).steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Create.class, create -> assertThat(create.predecessorId()).isEqualTo("vpc-1"));
  }

  @Test
  void aDifferentFieldIsCorrectedInPlaceAndItsDependentsWait() {
    Vpc other = new Vpc(VPC.key(), VPC.cidr(), true, false, Tags.NONE);

    Plan plan = planner.plan(graph(VPC, SUBNET), seen(ready(other, "vpc-1")), ANSWERED);

    assertThat(readyLines(plan))
        .containsExactly("update vpc: dnsHostnames is false, should be true");
  }

  @Test
  void whatCannotBeChangedIsRefusedWithTheReason() {
    Vpc other = new Vpc(VPC.key(), "10.9.0.0/16", true, true, Tags.NONE);

    Plan plan = planner.plan(graph(VPC), seen(ready(other, "vpc-1")), ANSWERED);

    assertThat(plan.writes()).isEmpty();
    assertThat(plan.refused())
        .singleElement()
        .extracting(Step.Refuse::message)
        .asString()
        .contains("cidr is 10.9.0.0/16, should be 10.0.0.0/16", "A range can't be changed");
  }

  @Test
  void whatFailedIsDeletedFirst() {
    Observed failed = ready(GATEWAY, "igw-1").with(Observed.State.FAILED, "failed: no way");

    assertThat(planner.plan(graph(GATEWAY), seen(failed), ANSWERED).steps())
        .singleElement()
        .isInstanceOf(Step.Delete.class);
  }

  @Test
  void aHeldResourceIsNotCreated() {
    PlanGates held =
        new PlanGates(
            PlanGates.Gate.OPEN,
            PlanGates.Gate.OPEN,
            Map.of(VPC.key(), "until noon, because it died twice"));

    Plan plan = planner.plan(graph(VPC), nothing(), held);

    assertThat(readyLines(plan)).isEmpty();
    assertThat(PlanFixtures.waitingFor(plan)).contains("until noon, because it died twice");
  }
}
