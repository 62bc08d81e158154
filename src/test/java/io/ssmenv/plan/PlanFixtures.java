package io.ssmenv.plan;

import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
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
import java.util.Optional;
import java.util.Set;

/** Small topologies and observations for the tests of the planner. */
final class PlanFixtures {

  static final Vpc VPC = new Vpc(Key.of("vpc"), "10.0.0.0/16", true, true, Tags.NONE);
  static final Subnet SUBNET =
      new Subnet(
          Key.of("subnet", "workload-a"), Ref.to(VPC), "10.0.0.0/19", "eu-west-1a", Tags.NONE);
  static final RouteTable TABLE =
      new RouteTable(Key.of("routetable", "workload-a"), Ref.to(VPC), Tags.NONE);
  static final InternetGateway GATEWAY = new InternetGateway(Key.of("internetgateway"), Tags.NONE);
  static final InternetGatewayAttachment ATTACHMENT =
      new InternetGatewayAttachment(InternetGatewayAttachment.KEY, Ref.to(GATEWAY), Ref.to(VPC));
  static final Route ROUTE = Route.of(TABLE.key(), Route.DEFAULT, Ref.to(GATEWAY));
  static final PlanGates GATES_OPEN = PlanGates.NONE;
  static final PlanGates AGENTS_NOT_ONLINE =
      new PlanGates(
          PlanGates.Gate.OPEN,
          new PlanGates.Gate(false, "the agents to answer"),
          Map.of(),
          Map.of(),
          Set.of(),
          Attempts.NONE);
  static final PlanGates DNS_NOT_PROPAGATED =
      new PlanGates(
          new PlanGates.Gate(false, "resolvers"),
          PlanGates.Gate.OPEN,
          Map.of(),
          Map.of(),
          Set.of(),
          Attempts.NONE);

  private PlanFixtures() {}

  static List<String> readySteps(Plan plan) {
    return plan.writes().stream().filter(Step.Write::ready).map(Step::summary).toList();
  }

  static Topology topology(Resource... resources) {
    Topology.Builder builder = Topology.builder();
    for (Resource resource : resources) {
      builder.add(resource, Set.of());
    }
    return builder.build();
  }

  static Observation nothingObserved() {
    return observation(Map.of(), List.of());
  }

  static Observation observed(Observed... present) {
    Map<Key, Observed> byKey = new HashMap<>();
    for (Observed observed : new ArrayList<>(List.of(present))) {
      byKey.put(observed.key(), observed);
    }
    return observed(byKey);
  }

  static Observation observed(Map<Key, Observed> present) {
    return observation(present, List.of());
  }

  static Observation observation(Map<Key, Observed> present, List<Observed> duplicates) {
    return new Observation(
        "1", present, duplicates, Map.of(), Map.of(), Map.of(), new Pings.Known(Map.of()));
  }

  /** The message of the first wait in a plan. */
  static Optional<String> firstWait(Plan plan) {
    return plan.all(Step.Await.class).stream()
        .map(Step.Await::message)
        .findFirst()
        .or(() ->
            plan.writes().stream()
                .flatMap(write -> write.waits().stream())
                .map(Wait::message)
                .findFirst());
  }
}
