package io.ssmenv.plan;

import static io.ssmenv.plan.PathRules.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Dead;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final Vpc VPC = new Vpc(Key.of("vpc"), "10.0.0.0/16", true, true, Tags.NONE);
  private static final Subnet SUBNET =
      new Subnet(
          Key.of("subnet", "workload-a"), Ref.to(VPC), "10.0.0.0/19", "eu-west-1a", Tags.NONE);
  private static final RouteTable TABLE =
      new RouteTable(Key.of("routetable", "workload-a"), Ref.to(VPC), Tags.NONE);
  private static final InternetGateway GATEWAY =
      new InternetGateway(Key.of("internetgateway"), Tags.NONE);
  private static final InternetGatewayAttachment ATTACHMENT =
      new InternetGatewayAttachment(InternetGatewayAttachment.KEY, Ref.to(GATEWAY), Ref.to(VPC));
  private static final Route ROUTE = Route.of(TABLE.key(), Route.DEFAULT, Ref.to(GATEWAY));
  private static final Guards ANSWERED = new Guards(new Guards.Evidence(true, ""), Map.of());
  private static final Guards SILENT =
      new Guards(new Guards.Evidence(false, "the agents to answer"), Map.of());

  private final Planner planner = new Planner(new PathRules());

  @Test
  void whatIsMissingIsCreatedAfterWhatItRefersTo() {
    Plan plan = planner.plan(graph(VPC, SUBNET), nothing(), ANSWERED);

    assertThat(plan.steps()).extracting(Step::key).containsExactly(VPC.key(), SUBNET.key());
    assertThat(readyLines(plan)).containsExactly("create vpc");
    assertThat(plan.waitingFor()).contains("vpc does not exist yet");
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
    assertThat(plan.waitingFor()).contains("vpc (vpc-1) is pending");
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
            Map.of(Vpc.class, "DescribeVpcs: UnauthorizedOperation"),
            new Pings.Known(Map.of()));

    Plan plan = planner.plan(graph(VPC), unlisted, ANSWERED);

    assertThat(plan.writes()).isEmpty();
    assertThat(plan.waitingFor()).contains("DescribeVpcs: UnauthorizedOperation");
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
            Map.of(VPC.key(), new Dead("vpc-1", "gone")),
            Map.of(),
            Map.of(),
            new Pings.Known(Map.of()));

    assertThat(planner.plan(graph(VPC), dead, ANSWERED).steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Create.class, create -> assertThat(create.incarnation()).isEqualTo("vpc-1"));
  }

  @Test
  void aDifferentFieldIsCorrectedInPlaceAndItsDependentsWait() {
    Vpc other = new Vpc(VPC.key(), VPC.cidr(), true, false, Tags.NONE);

    Plan plan = planner.plan(graph(VPC, SUBNET), seen(ready(other, "vpc-1")), ANSWERED);

    assertThat(readyLines(plan))
        .containsExactly("change vpc: dnsHostnames is false, should be true");
  }

  @Test
  void whatCannotBeChangedIsRefusedWithTheReason() {
    Vpc other = new Vpc(VPC.key(), "10.9.0.0/16", true, true, Tags.NONE);

    Plan plan = planner.plan(graph(VPC), seen(ready(other, "vpc-1")), ANSWERED);

    assertThat(plan.writes()).isEmpty();
    assertThat(plan.refused())
        .singleElement()
        .extracting(Step.Refuse::sentence)
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
    Guards held =
        new Guards(
            new Guards.Evidence(true, ""), Map.of(VPC.key(), "until noon, because it died twice"));

    Plan plan = planner.plan(graph(VPC), nothing(), held);

    assertThat(readyLines(plan)).isEmpty();
    assertThat(plan.waitingFor()).contains("until noon, because it died twice");
  }

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

  private static List<String> readyLines(Plan plan) {
    return plan.writes().stream().filter(Step.Write::ready).map(Step::line).toList();
  }

  private static Topology graph(Resource... resources) {
    Topology.Builder builder = Topology.builder();
    for (Resource resource : resources) {
      builder.add(resource, Set.of());
    }
    return builder.build();
  }

  private static Observation nothing() {
    return observation(Map.of(), List.of());
  }

  private static Observation seen(Observed... present) {
    Map<Key, Observed> byKey = new HashMap<>();
    for (Observed one : new ArrayList<>(List.of(present))) {
      byKey.put(one.key(), one);
    }
    return seen(byKey);
  }

  private static Observation seen(Map<Key, Observed> present) {
    return observation(present, List.of());
  }

  private static Observation observation(Map<Key, Observed> present, List<Observed> surplus) {
    return new Observation(
        "1", present, surplus, Map.of(), Map.of(), Map.of(), new Pings.Known(Map.of()));
  }
}
