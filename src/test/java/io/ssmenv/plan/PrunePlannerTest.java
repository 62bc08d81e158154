package io.ssmenv.plan;

import static io.ssmenv.plan.ConnectivityRules.ready;
import static io.ssmenv.plan.PlanFixtures.ANSWERED;
import static io.ssmenv.plan.PlanFixtures.ATTACHMENT;
import static io.ssmenv.plan.PlanFixtures.FRESH;
import static io.ssmenv.plan.PlanFixtures.GATEWAY;
import static io.ssmenv.plan.PlanFixtures.ROUTE;
import static io.ssmenv.plan.PlanFixtures.SILENT;
import static io.ssmenv.plan.PlanFixtures.SUBNET;
import static io.ssmenv.plan.PlanFixtures.TABLE;
import static io.ssmenv.plan.PlanFixtures.VPC;
import static io.ssmenv.plan.PlanFixtures.graph;
import static io.ssmenv.plan.PlanFixtures.observation;
import static io.ssmenv.plan.PlanFixtures.readyLines;
import static io.ssmenv.plan.PlanFixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrunePlannerTest {

  private final Planner planner = new Planner(new ConnectivityRules());

  @Test
  void aDeletedEnvironmentGoesInTheReverseOrder() {
    Plan plan =
        planner.plan(
            Topology.EMPTY,
            seen(
                ready(VPC, "vpc-1"),
                ready(SUBNET, "subnet-1"),
                ready(GATEWAY, "igw-1"),
                ready(ATTACHMENT, "igw-1")),
            ANSWERED);

    assertThat(readyLines(plan))
        .containsExactlyInAnyOrder(
            "delete internetgatewayattachment (igw-1)", "delete subnet/workload-a (subnet-1)");
  }

  @Test
  void theOldPathIsSwitchedOffOnlyWhenTheNewOneIsThereAndRetiredOnlyWhenTheAgentsAnswered() {
    Topology withoutRoute = graph(VPC, SUBNET, TABLE);
    Observed[] all = {
      ready(VPC, "vpc-1"),
      ready(TABLE, "rtb-1"),
      ready(GATEWAY, "igw-1"),
      ready(ATTACHMENT, "igw-1"),
      ready(ROUTE, "rtb-1")
    };

    assertThat(readyLines(planner.plan(withoutRoute, seen(all), ANSWERED)))
        .containsExactly("create subnet/workload-a");

    Map<Key, Observed> built = new HashMap<>(seen(all).present());
    built.put(SUBNET.key(), ready(SUBNET, "subnet-1"));
    assertThat(readyLines(planner.plan(withoutRoute, seen(built), FRESH)))
        .as("resolvers may still answer where the names led before")
        .isEmpty();
    assertThat(readyLines(planner.plan(withoutRoute, seen(built), ANSWERED)))
        .containsExactly("delete route/workload-a/0.0.0.0/0 (rtb-1)");

    built.remove(ROUTE.key());
    assertThat(readyLines(planner.plan(withoutRoute, seen(built), SILENT))).isEmpty();
    assertThat(readyLines(planner.plan(withoutRoute, seen(built), ANSWERED)))
        .containsExactly("delete internetgatewayattachment (igw-1)");
  }

  @Test
  void aDuplicateIsDeletedUnlessSomethingRefersToIt() {
    Observed twin = ready(VPC, "vpc-2");
    Observation unused = observation(Map.of(VPC.key(), ready(VPC, "vpc-1")), List.of(twin));
    assertThat(readyLines(planner.plan(graph(VPC), unused, ANSWERED)))
        .containsExactly("delete vpc (vpc-2)");

    Subnet inTwin =
        new Subnet(SUBNET.key(), Ref.id("vpc-2"), SUBNET.cidr(), SUBNET.zone(), Tags.NONE);
    Observation used =
        observation(
            Map.of(VPC.key(), ready(VPC, "vpc-1"), SUBNET.key(), ready(inTwin, "subnet-1")),
            List.of(twin));
    assertThat(readyLines(planner.plan(graph(VPC, inTwin(SUBNET)), used, ANSWERED)))
        .doesNotContain("delete vpc (vpc-2)");
  }

  private static Subnet inTwin(Subnet subnet) {
    return new Subnet(subnet.key(), Ref.id("vpc-2"), subnet.cidr(), subnet.zone(), subnet.tags());
  }
}
