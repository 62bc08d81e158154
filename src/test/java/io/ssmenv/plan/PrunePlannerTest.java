package io.ssmenv.plan;

import static io.ssmenv.plan.ConnectivityRules.ready;
import static io.ssmenv.plan.PlanFixtures.AGENTS_NOT_ONLINE;
import static io.ssmenv.plan.PlanFixtures.ATTACHMENT;
import static io.ssmenv.plan.PlanFixtures.DNS_NOT_PROPAGATED;
import static io.ssmenv.plan.PlanFixtures.GATES_OPEN;
import static io.ssmenv.plan.PlanFixtures.GATEWAY;
import static io.ssmenv.plan.PlanFixtures.ROUTE;
import static io.ssmenv.plan.PlanFixtures.SUBNET;
import static io.ssmenv.plan.PlanFixtures.TABLE;
import static io.ssmenv.plan.PlanFixtures.VPC;
import static io.ssmenv.plan.PlanFixtures.observation;
import static io.ssmenv.plan.PlanFixtures.observed;
import static io.ssmenv.plan.PlanFixtures.readySteps;
import static io.ssmenv.plan.PlanFixtures.topology;
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
  void aDeletedEnvironmentIsPrunedInReverseOrder() {
    Plan plan =
        planner.plan(
            Topology.EMPTY,
            observed(
                ready(VPC, "vpc-1"),
                ready(SUBNET, "subnet-1"),
                ready(GATEWAY, "igw-1"),
                ready(ATTACHMENT, "igw-1")),
            GATES_OPEN);

    assertThat(readySteps(plan))
        .containsExactlyInAnyOrder(
            "delete internetgatewayattachment (igw-1)", "delete subnet/workload-a (subnet-1)");
  }

  @Test
  void theOldRouteIsDeletedOnceTheNewPathIsReadyAndItsGatewayOnceTheAgentsAreOnline() {
    Topology withoutRoute = topology(VPC, SUBNET, TABLE);
    Observed[] existing = {
      ready(VPC, "vpc-1"),
      ready(TABLE, "rtb-1"),
      ready(GATEWAY, "igw-1"),
      ready(ATTACHMENT, "igw-1"),
      ready(ROUTE, "rtb-1")
    };

    assertThat(readySteps(planner.plan(withoutRoute, observed(existing), GATES_OPEN)))
        .containsExactly("create subnet/workload-a");

    Map<Key, Observed> withSubnet = new HashMap<>(observed(existing).present());
    withSubnet.put(SUBNET.key(), ready(SUBNET, "subnet-1"));
    assertThat(readySteps(planner.plan(withoutRoute, observed(withSubnet), DNS_NOT_PROPAGATED)))
        .as("resolvers may still return the previous addresses")
        .isEmpty();
    assertThat(readySteps(planner.plan(withoutRoute, observed(withSubnet), GATES_OPEN)))
        .containsExactly("delete route/workload-a/0.0.0.0/0 (rtb-1)");

    withSubnet.remove(ROUTE.key());
    assertThat(readySteps(planner.plan(withoutRoute, observed(withSubnet), AGENTS_NOT_ONLINE)))
        .isEmpty();
    assertThat(readySteps(planner.plan(withoutRoute, observed(withSubnet), GATES_OPEN)))
        .containsExactly("delete internetgatewayattachment (igw-1)");
  }

  @Test
  void aDuplicateIsDeletedUnlessAResourceRefersToIt() {
    Observed duplicate = ready(VPC, "vpc-2");
    Observation unused = observation(Map.of(VPC.key(), ready(VPC, "vpc-1")), List.of(duplicate));
    assertThat(readySteps(planner.plan(topology(VPC), unused, GATES_OPEN)))
        .containsExactly("delete vpc (vpc-2)");

    Subnet subnetInDuplicate =
        new Subnet(SUBNET.key(), Ref.id("vpc-2"), SUBNET.cidr(), SUBNET.zone(), Tags.NONE);
    Observation used =
        observation(
            Map.of(
                VPC.key(), ready(VPC, "vpc-1"), SUBNET.key(), ready(subnetInDuplicate, "subnet-1")),
            List.of(duplicate));
    assertThat(readySteps(planner.plan(topology(VPC, inDuplicate(SUBNET)), used, GATES_OPEN)))
        .doesNotContain("delete vpc (vpc-2)");
  }

  private static Subnet inDuplicate(Subnet subnet) {
    return new Subnet(subnet.key(), Ref.id("vpc-2"), subnet.cidr(), subnet.zone(), subnet.tags());
  }
}
