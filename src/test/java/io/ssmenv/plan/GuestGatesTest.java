package io.ssmenv.plan;

import static io.ssmenv.plan.ConnectivityRules.ready;
import static io.ssmenv.plan.PlanFixtures.ATTACHMENT;
import static io.ssmenv.plan.PlanFixtures.GATEWAY;
import static io.ssmenv.plan.PlanFixtures.TABLE;
import static io.ssmenv.plan.PlanFixtures.VPC;
import static io.ssmenv.plan.PlanFixtures.observed;
import static io.ssmenv.plan.PlanFixtures.readySteps;
import static io.ssmenv.plan.PlanFixtures.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What other environments in a VPC mean for the plan of its owner, and the other way round. */
class GuestGatesTest {

  private static final Gate CLOSED = new Gate(false, "the guest");
  private static final VpcEndpoint ENDPOINT =
      new VpcEndpoint(
          Key.of("vpcendpoint", "ssm"),
          Ref.to(VPC),
          "com.amazonaws.eu-west-1.ssm",
          VpcEndpoint.Type.INTERFACE,
          new TreeSet<>(),
          new TreeSet<>(),
          new TreeSet<>(),
          true,
          Tags.NONE);

  private final Planner planner = new Planner(new ConnectivityRules());

  @Test
  void partsOfTheNetworkAreRemovedOnlyAfterTheGuestsAreOnTheirOwnPath() {
    Observation existing =
        observed(ready(VPC, "vpc-1"), ready(TABLE, "rtb-1"), ready(GATEWAY, "igw-1"));

    assertThat(prune(existing, gates(CLOSED, Gate.OPEN, Map.of(), Map.of())))
        .as("what is the owner's alone waits for nobody")
        .containsExactly("delete routetable/workload-a (rtb-1)");
    assertThat(prune(existing, gates(Gate.OPEN, CLOSED, Map.of(), Map.of())))
        .containsExactly("delete routetable/workload-a (rtb-1)");
    assertThat(prune(existing, gates(Gate.OPEN, Gate.OPEN, Map.of(), Map.of())))
        .contains("delete internetgateway (igw-1)");
  }

  @Test
  void anEndpointKeepsItsNameUntilEveryGuestHasAPathOfItsOwn() {
    Observation existing = observed(ready(VPC, "vpc-1"), ready(ENDPOINT, "vpce-1"));

    assertThat(prune(existing, gates(CLOSED, CLOSED, Map.of(), Map.of()))).isEmpty();
    assertThat(prune(existing, gates(Gate.OPEN, CLOSED, Map.of(), Map.of())))
        .containsExactly("update vpcendpoint/ssm: privateDns is true, should be false");
  }

  @Test
  void aResourceStaysWhileAGuestRefersToItOrHasWhatGoesBeforeIt() {
    Observation existing =
        observed(ready(VPC, "vpc-1"), ready(GATEWAY, "igw-1"), ready(ATTACHMENT, "igw-1"));

    assertThat(
            prune(
                existing,
                gates(
                    Gate.OPEN,
                    Gate.OPEN,
                    Map.of(),
                    Map.of(AddressAssociation.class, "addressassociation/app-0 of nat"))))
        .isEmpty();
    assertThat(
            prune(
                observed(ready(VPC, "vpc-1"), ready(GATEWAY, "igw-1")),
                gates(Gate.OPEN, Gate.OPEN, Map.of(GATEWAY.key(), "a route of nat"), Map.of())))
        .isEmpty();
  }

  @Test
  void aTableOfAGuestStaysUntilTheNetworkHasReleasedIt() {
    Observation existing = observed(ready(VPC, "vpc-1"), ready(TABLE, "rtb-1"));
    GuestGates inUse = GuestGates.ofGuest(Map.of(TABLE.key(), "vpcendpoint/s3 of public"));

    assertThat(planner.plan(Topology.EMPTY, existing, gates(inUse)).steps())
        .filteredOn(step -> step.key().equals(TABLE.key()))
        .singleElement()
        .extracting(Step::summary)
        .asString()
        .endsWith("after: vpcendpoint/s3 of public to release it");
    assertThat(readySteps(planner.plan(Topology.EMPTY, existing, gates(GuestGates.NONE))))
        .containsExactly("delete routetable/workload-a (rtb-1)");
  }

  @Test
  void aRouteToAnotherEnvironmentWaitsUntilItsTargetIsUsable() {
    Key nat = Key.of("natgateway", "a").inHost();
    Topology.Builder graph = Topology.builder();
    graph.add(VPC);
    graph.add(TABLE);
    graph.external(nat, "natgateway/a of the environment public");
    graph.add(Route.of(TABLE.key(), Route.DEFAULT, Ref.to(nat)));
    Topology desired = graph.build();
    Observation alone = observed(ready(VPC, "vpc-1"), ready(TABLE, "rtb-1"));

    Plan waiting = planner.plan(desired, alone, PlanGates.NONE);
    assertThat(waiting.writes().getFirst().summary())
        .isEqualTo(
            "create route/workload-a/0.0.0.0/0, after: natgateway/a of the environment public does"
                + " not exist yet");

    Observed pending = new Observed(GATEWAY, "nat-1", Observed.State.PENDING, "pending");
    assertThat(readySteps(planner.plan(desired, with(alone, nat, pending), PlanGates.NONE)))
        .isEmpty();
    assertThat(
            readySteps(
                planner.plan(desired, with(alone, nat, ready(GATEWAY, "nat-1")), PlanGates.NONE)))
        .containsExactly("create route/workload-a/0.0.0.0/0");
  }

  @Test
  void theFormerPathStaysUntilTheOneThroughAnotherEnvironmentIsReady() {
    Key endpoint = ENDPOINT.key().inHost();
    Topology.Builder graph = Topology.builder();
    graph.add(VPC);
    graph.add(TABLE, Set.of(graph.external(endpoint, "vpcendpoint/ssm of public")));
    Key unused = Key.of("vpcendpoint", "logs").inHost();
    graph.external(unused, "vpcendpoint/logs of public, which nothing waits for");
    Topology desired = graph.build();
    Route former = Route.of(TABLE.key(), Route.DEFAULT, Ref.id("nat-1"));
    Observation existing =
        observed(ready(VPC, "vpc-1"), ready(TABLE, "rtb-1"), ready(former, "rtb-1"));

    assertThat(readySteps(planner.plan(desired, existing, PlanGates.NONE))).isEmpty();
    assertThat(
            readySteps(
                planner.plan(
                    desired, with(existing, endpoint, ready(ENDPOINT, "vpce-1")), PlanGates.NONE)))
        .containsExactly("delete route/workload-a/0.0.0.0/0 (rtb-1)");
  }

  private static boolean isOfNetwork(Key key) {
    return !key.equals(TABLE.key());
  }

  private static Observation with(Observation observed, Key key, Observed external) {
    return new Observation(
        observed.accountId(),
        observed.present(),
        observed.duplicates(),
        observed.tombstones(),
        observed.missing(),
        observed.mislabeled(),
        observed.unconfirmed(),
        observed.unlisted(),
        observed.pings(),
        Map.of(key, external));
  }

  private List<String> prune(Observation existing, PlanGates gates) {
    return readySteps(planner.plan(topology(VPC), existing, gates));
  }

  private static PlanGates gates(
      Gate cutover,
      Gate release,
      Map<Key, String> uses,
      Map<Class<? extends Resource>, String> types) {
    return gates(
        new GuestGates(GuestGatesTest::isOfNetwork, cutover, release, uses, types, Map.of()));
  }

  private static PlanGates gates(GuestGates guests) {
    return new PlanGates(Gate.OPEN, Gate.OPEN, Map.of(), Map.of(), Set.of(), Attempts.NONE, guests);
  }
}
