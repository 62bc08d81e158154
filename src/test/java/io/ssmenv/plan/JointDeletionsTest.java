package io.ssmenv.plan;

import static io.ssmenv.plan.ConnectivityRules.ready;
import static io.ssmenv.plan.PlanFixtures.GATES_OPEN;
import static io.ssmenv.plan.PlanFixtures.GATEWAY;
import static io.ssmenv.plan.PlanFixtures.ROUTE;
import static io.ssmenv.plan.PlanFixtures.TABLE;
import static io.ssmenv.plan.PlanFixtures.VPC;
import static io.ssmenv.plan.PlanFixtures.observed;
import static io.ssmenv.plan.PlanFixtures.readySteps;
import static io.ssmenv.plan.PlanFixtures.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Links whose parent is deleted, too, when a whole environment is. */
class JointDeletionsTest {

  private final Planner planner = new Planner(new ConnectivityRules());

  @Test
  void aRouteIsDeletedWithItsTableAndKeepsNothing() {
    Plan plan =
        planner.plan(
            Topology.EMPTY,
            observed(ready(TABLE, "rtb-1"), ready(GATEWAY, "igw-1"), ready(ROUTE, "rtb-1")),
            GATES_OPEN);

    assertThat(readySteps(plan))
        .containsExactlyInAnyOrder(
            "delete routetable/workload-a (rtb-1)", "delete internetgateway (igw-1)");
    assertThat(plan.all(Step.Delete.class))
        .filteredOn(step -> step.current().id().equals("rtb-1"))
        .singleElement()
        .satisfies(step ->
            assertThat(step.together()).extracting(Observed::key).containsExactly(ROUTE.key()));
  }

  /** The table of somebody else stays. */
  @Test
  void aRouteWithoutItsTableIsDeletedItself() {
    assertThat(
            readySteps(planner.plan(Topology.EMPTY, observed(ready(ROUTE, "rtb-1")), GATES_OPEN)))
        .containsExactly("delete " + ROUTE.key() + " (rtb-1)");
  }

  /** In an environment that stays, each of them is part of a path, and has its own time. */
  @Test
  void inAnEnvironmentThatStaysEachIsDeletedByItself() {
    Plan plan =
        planner.plan(
            topology(VPC),
            observed(
                ready(VPC, "vpc-1"),
                ready(TABLE, "rtb-1"),
                ready(GATEWAY, "igw-1"),
                ready(ROUTE, "rtb-1")),
            GATES_OPEN);

    assertThat(plan.all(Step.Delete.class))
        .extracting(step -> step.key())
        .contains(ROUTE.key(), TABLE.key());
    assertThat(plan.all(Step.Delete.class))
        .extracting(Step.Delete::together)
        .containsOnly(List.of());
  }
}
