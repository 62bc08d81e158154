package io.ssmenv.engine;

import io.ssmenv.aws.AwsClouds;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.plan.Planner;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Times the planner alone, with environments that exist in memory only. It asserts nothing: {@code
 * src/test/benchmarks/run plan} prints the numbers.
 */
class PlanBenchmark {

  private static final Facts FACTS =
      Facts.of(
          List.of("eu-west-1a", "eu-west-1b"),
          Map.of(
              "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
              new Facts.Image("ami-1", "/dev/xvda")),
          Set.of(),
          Optional.of("pl-1"));

  private final Planner planner = new Planner(AwsClouds.rules());
  private final BenchmarkTimes times = new BenchmarkTimes();

  @Test
  void time() throws IOException {
    for (String pattern : BenchmarkTimes.patterns("ElasticIp,NatGateway,PrivateEndpoints")) {
      for (int instances : BenchmarkTimes.sizes("1,10,100,1000")) {
        Topology desired = topology(pattern, instances);
        Observation same = observed(desired, UnaryOperator.identity());
        add(pattern, instances, "plan: create", desired, observed(Topology.EMPTY, one -> one));
        add(pattern, instances, "plan: nothing to do", desired, same);
        add(pattern, instances, "plan: delete", Topology.EMPTY, same);
        add(
            pattern,
            instances,
            "plan: all tags differ",
            desired,
            observed(desired, one -> one.tagged("Name", "edited").orElse(one)));
        add(
            pattern,
            instances,
            "plan: all are replaced",
            desired,
            observed(desired, PlanBenchmark::launchedOtherwise));
        times.add(pattern, instances, "desired topology", () -> topology(pattern, instances));
      }
    }
    times.write("plan.json");
  }

  private void add(
      String pattern, int instances, String work, Topology desired, Observation observed) {
    times.add(
        pattern,
        instances,
        work,
        () -> planner.plan(desired, observed, PlanGates.NONE).steps().size());
  }

  private static Topology topology(String pattern, int instances) {
    return new TopologyBuilder()
        .build(
            "lab",
            "uid",
            "app",
            StoredEnvironment.parseSpec(BenchmarkTimes.spec(pattern, instances)),
            FACTS);
  }

  private static Resource launchedOtherwise(Resource resource) {
    return resource instanceof Instance instance
        ? new Instance(
            instance.key(),
            instance.networkInterface(),
            instance.profile(),
            "other",
            instance.imageId(),
            instance.rootDevice(),
            instance.type(),
            instance.tokensRequired(),
            instance.running(),
            instance.tags())
        : resource;
  }

  private static Observation observed(Topology topology, UnaryOperator<Resource> change) {
    Map<Key, Observed> present = new HashMap<>();
    Map<String, Ping> pings = new HashMap<>();
    for (Resource resource : topology.resources()) {
      String id = "id-" + resource.key();
      present.put(
          resource.key(), new Observed(change.apply(resource), id, State.READY, "available"));
      if (resource instanceof Instance) {
        pings.put(id, new Ping(Ping.ONLINE, Optional.of(Instant.EPOCH), "3.3"));
      }
    }
    return new Observation(
        "1", present, List.of(), Map.of(), Map.of(), Map.of(), new Pings.Known(pings));
  }
}
