package io.ssmenv.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.diagnosis.ObservedEnvironment;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The boxes of instances: which are drawn, in which order, and with which sign. */
class InstanceNodesTest {

  private static final String LOST = "ConnectionLost";

  /** Instances that run; those of some numbers have an agent with a status. */
  private static ObservedEnvironment environment(int count, Map<Integer, String> statuses) {
    ObservedEnvironment all =
        ObservedEnvironment.of(
            ObservedEnvironment.spec("ElasticIp", "availabilityZones: 1", count),
            VpcPlacement.ALONE,
            Optional.empty());
    Map<String, Ping> pings = new HashMap<>();
    statuses.forEach((number, status) ->
        pings.put("instance-app-" + number, new Ping(status, Optional.empty(), "3.3.3050.0")));
    return all.with(new Pings.Known(pings));
  }

  private static Map<Integer, String> online(int count) {
    Map<Integer, String> statuses = new HashMap<>();
    IntStream.range(0, count).forEach(number -> statuses.put(number, Ping.ONLINE));
    return statuses;
  }

  private static List<GraphNode> boxes(NetworkGraph graph) {
    return graph
        .vpcs()
        .getFirst()
        .nodes()
        .filter(node -> node.is(Kind.INSTANCE) || node.is(Kind.MORE_INSTANCES))
        .toList();
  }

  private static NetworkGraph withoutPaths(ObservedEnvironment environment, int limit) {
    return GraphOfVpc.of(
        List.of(GraphOfVpc.state("lab/reports", "u", environment, List.of())), limit);
  }

  @Test
  void theyAreInTheOrderOfTheirNumbers() {
    assertThat(boxes(withoutPaths(environment(11, online(11)), 20)))
        .extracting(GraphNode::name)
        .containsExactlyElementsOf(
            IntStream.range(0, 11).mapToObj(number -> "app-" + number).toList());
  }

  @Test
  void ofTooManyThoseThatAreNotWellAreDrawn() {
    Map<Integer, String> statuses = online(8);
    statuses.put(5, LOST);
    statuses.put(7, LOST);
    assertThat(boxes(withoutPaths(environment(9, statuses), 2)))
        .extracting(GraphNode::name, GraphNode::mark)
        .containsExactly(
            tuple("app-5", Mark.BROKEN),
            tuple("app-7", Mark.BROKEN),
            tuple("and 7 more", Mark.UNKNOWN));
    assertThat(boxes(withoutPaths(environment(9, statuses), 2)).getLast().notes())
        .containsExactly("6 online", "1 not known");
  }

  @ParameterizedTest
  @CsvSource({"Online, OK", "ConnectionLost, BROKEN", "'', UNKNOWN"})
  void theSignIsThatOfThePing(String status, Mark mark) {
    Map<Integer, String> statuses = status.isEmpty() ? Map.of() : Map.of(0, status);
    GraphNode box = boxes(withoutPaths(environment(1, statuses), 4)).getFirst();
    assertThat(box.mark()).isEqualTo(mark);
    assertThat(box.notes())
        .last()
        .isEqualTo(mark == Mark.OK ? "online" : mark == Mark.UNKNOWN ? "not registered" : status);
  }

  @Test
  void aPingThatWasNotReadIsNotKnown() {
    GraphNode box =
        boxes(withoutPaths(environment(1, Map.of()).with(new Pings.Unknown("no")), 4)).getFirst();
    assertThat(box.mark()).isEqualTo(Mark.UNKNOWN);
    assertThat(box.notes()).last().isEqualTo("ping status not read");
  }

  @Test
  void aBrokenHopIsWhereTheAgentIsStopped() {
    GraphNode box =
        boxes(GraphOfVpc.of(environment(1, Map.of()).without("route/workload-a/0.0.0.0/0")))
            .getFirst();
    assertThat(box.mark()).isEqualTo(Mark.BROKEN);
    assertThat(box.notes())
        .last()
        .isEqualTo("not registered, stopped at: route routetable-workload-a");
  }

  /** The service misses an agent's pings only after minutes. */
  @Test
  void aBrokenHopWinsOverAPingThatIsStillFresh() {
    ObservedEnvironment online =
        environment(1, Map.of())
            .with(
                new Ping(
                    Ping.ONLINE,
                    Optional.of(ObservedEnvironment.NOW.minusSeconds(200)),
                    "3.3.3050.0"));
    NetworkGraph graph = GraphOfVpc.of(online.without("route/workload-a/0.0.0.0/0"));
    assertThat(boxes(graph).getFirst().mark()).isEqualTo(Mark.BROKEN);
    assertThat(boxes(graph).getFirst().notes())
        .last()
        .isEqualTo("online by a ping 3 min ago, stopped at: route routetable-workload-a");
    assertThat(GraphOfVpc.from(graph, "workload-a"))
        .containsExactly("✗ workload-a -> end: 0.0.0.0/0: no route");
    assertThat(graph.vpcs().getFirst().findings())
        .extracting(VpcGraph.AgentFinding::text)
        .singleElement()
        .asString()
        .startsWith("app-0: online still, but will be stopped at the route: ");
    NetworkGraph suspected = GraphOfVpc.of(online.without("routetableassociation/workload-a"));
    assertThat(boxes(suspected).getFirst().mark()).isEqualTo(Mark.OK);
    assertThat(suspected.vpcs().getFirst().findings()).isEmpty();
  }

  @Test
  void aSuspectIsWhereItMayBeStopped() {
    GraphNode box =
        boxes(
                GraphOfVpc.of(
                    environment(1, Map.of(0, LOST)).without("routetableassociation/workload-a")))
            .getFirst();
    assertThat(box.mark()).isEqualTo(Mark.UNKNOWN);
    assertThat(box.notes())
        .last()
        .isEqualTo("ConnectionLost, may be stopped at: route subnet-workload-a");
  }

  @Test
  void anInstanceThatDoesNotRunSaysSo() {
    GraphNode box =
        boxes(
                withoutPaths(
                    environment(1, online(1))
                        .in("instance/app-0", Observed.State.PENDING, "pending"),
                    4))
            .getFirst();
    assertThat(box.mark()).isEqualTo(Mark.UNKNOWN);
    assertThat(box.notes()).last().isEqualTo("pending");
  }

  /** Two environments in a VPC have the same keys. */
  @Test
  void eachHasTheAddressOfItsOwnEnvironment() {
    NetworkGraph graph =
        GraphOfVpc.of(
            List.of(
                GraphOfVpc.state("lab/host", "u", withAddress("192.0.2.1"), List.of()),
                GraphOfVpc.state("lab/guest", "g", withAddress("192.0.2.2"), List.of())),
            4);
    assertThat(boxes(graph))
        .extracting(box -> box.notes().get(2))
        .containsExactlyInAnyOrder("Elastic IP 192.0.2.1", "Elastic IP 192.0.2.2");
  }

  private static ObservedEnvironment withAddress(String ip) {
    ObservedEnvironment environment = environment(1, online(1));
    Map<Key, Observed> present = new HashMap<>(environment.present());
    present.computeIfPresent(
        new Key("addressassociation/app-0"),
        (_, known) ->
            new Observed(
                known.resource(),
                known.id(),
                known.state(),
                known.awsState(),
                Map.of(Observed.PUBLIC_IP, ip)));
    return environment.with(present);
  }
}
