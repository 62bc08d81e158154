package io.ssmenv.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.plan.PlannedChange.Action;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private final Planner planner = new Planner(new ConnectivityRules());

  @Test
  void everythingThatWaitsIsListedOnceInTheOrderInWhichItBegins() {
    Forecast forecast =
        forecast(
            PlanFixtures.topology(
                PlanFixtures.VPC,
                PlanFixtures.TABLE,
                PlanFixtures.GATEWAY,
                PlanFixtures.ATTACHMENT,
                PlanFixtures.ROUTE),
            PlanFixtures.nothingObserved());

    assertThat(forecast.changes())
        .extracting(PlannedChange::summary)
        .containsExactlyInAnyOrder(
            "create vpc",
            "create internetgateway",
            "create routetable/workload-a",
            "create internetgatewayattachment",
            "create route/workload-a/0.0.0.0/0");
    List<Key> order = forecast.changes().stream().map(PlannedChange::key).toList();
    assertThat(order.indexOf(PlanFixtures.VPC.key()))
        .isLessThan(order.indexOf(PlanFixtures.TABLE.key()));
    assertThat(forecast.changes().getLast().waits())
        .as("what the last change waits for now")
        .isNotEmpty();
  }

  @Test
  void aReplacementIsOneChangeAndItsConsequenceAnother() {
    Observed failed = ready(PlanFixtures.GATEWAY, "igw-1").with(State.FAILED, "failed");
    Forecast forecast =
        forecast(
            PlanFixtures.topology(
                PlanFixtures.VPC, PlanFixtures.TABLE, PlanFixtures.GATEWAY, PlanFixtures.ROUTE),
            PlanFixtures.observed(
                ready(PlanFixtures.VPC, "vpc-1"),
                ready(PlanFixtures.TABLE, "rtb-1"),
                failed,
                ready(PlanFixtures.ROUTE, "rtb-1")));

    assertThat(forecast.changes())
        .extracting(change -> change.action() + " " + change.key())
        .containsExactly("REPLACE internetgateway", "UPDATE route/workload-a/0.0.0.0/0");
    PlannedChange route = forecast.changes().getLast();
    assertThat(route.steps())
        .extracting(Step.Write::action)
        .containsExactly(
            "update route/workload-a/0.0.0.0/0: target is igw-1, should be internetgateway");
  }

  @Test
  void whatARefusedChangeHoldsBackIsListed() {
    Vpc other = new Vpc(PlanFixtures.VPC.key(), "10.9.0.0/16", true, true, PlanFixtures.VPC.tags());
    Forecast forecast =
        forecast(
            PlanFixtures.topology(PlanFixtures.VPC, PlanFixtures.SUBNET),
            PlanFixtures.observed(ready(other, "vpc-1")));

    assertThat(forecast.changes())
        .extracting(change -> change.action() + " " + change.key())
        .contains("CREATE subnet/workload-a");
    assertThat(forecast.isDone()).isFalse();
  }

  @Test
  void aGateThatTimeOpensDoesNotHideWhatComesAfterIt() {
    Observation observed =
        PlanFixtures.observed(
            ready(PlanFixtures.VPC, "vpc-1"),
            ready(PlanFixtures.GATEWAY, "igw-1"),
            ready(PlanFixtures.ATTACHMENT, "igw-1"));
    Topology desired = PlanFixtures.topology(PlanFixtures.VPC);
    Plan next = planner.plan(desired, observed, PlanFixtures.AGENTS_NOT_ONLINE);

    Forecast forecast =
        Forecast.of(next, predicted -> planner.plan(desired, predicted, PlanGates.NONE), observed);

    assertThat(forecast.changes()).extracting(PlannedChange::action).containsOnly(Action.DELETE);
    assertThat(forecast.changes())
        .extracting(PlannedChange::key)
        .containsExactly(PlanFixtures.ATTACHMENT.key(), PlanFixtures.GATEWAY.key());
    assertThat(forecast.changes().getFirst().waits())
        .extracting(Wait::message)
        .contains("the agents to answer");
  }

  @Test
  void whatAwsIsCreatingOrDeletingIsTakenToBeDone() {
    Observation observed =
        PlanFixtures.observed(
            Map.of(
                PlanFixtures.VPC.key(),
                ready(PlanFixtures.VPC, "vpc-1").with(State.PENDING, "pending"),
                PlanFixtures.SUBNET.key(),
                ready(PlanFixtures.SUBNET, "subnet-1").with(State.DELETING, "deleting")));

    assertThat(forecast(PlanFixtures.topology(PlanFixtures.VPC), observed).isDone()).isTrue();
    assertThat(
            forecast(PlanFixtures.topology(PlanFixtures.VPC, PlanFixtures.SUBNET), observed)
                .changes())
        .extracting(change -> change.action() + " " + change.before())
        .containsExactly("CREATE Optional.empty");
  }

  @Test
  void aRouteOfSomebodyElseIsDeleted() {
    Route foreign = Route.of(PlanFixtures.TABLE.key(), "192.0.2.0/24", Ref.id("pcx-1"));
    Forecast forecast =
        forecast(
            PlanFixtures.topology(PlanFixtures.VPC, PlanFixtures.TABLE),
            PlanFixtures.observed(
                ready(PlanFixtures.VPC, "vpc-1"),
                ready(PlanFixtures.TABLE, "rtb-1"),
                ready(foreign, "rtb-1")));

    assertThat(forecast.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.after()).isEmpty());
  }

  private Forecast forecast(Topology desired, Observation observed) {
    return Forecast.of(
        planner.plan(desired, observed, PlanGates.NONE),
        predicted -> planner.plan(desired, predicted, PlanGates.NONE),
        observed);
  }

  private static Observed ready(Resource resource, String id) {
    return new Observed(resource, id, State.READY, "available");
  }
}
