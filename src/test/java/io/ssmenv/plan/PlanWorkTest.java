package io.ssmenv.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a plan asks of the rules of resource types grows with the resources, not with their pairs.
 */
class PlanWorkTest {

  private static final int FEW = 10;
  private static final int MANY = 100;

  @Test
  void aDeletionAsksAboutEachResource() {
    assertGrowsWithTheInstances(_ -> Topology.EMPTY);
  }

  @Test
  void aReplacementOfEveryInstanceAsksAboutEachInstance() {
    assertGrowsWithTheInstances(count -> instances(count, "new"));
  }

  private static void assertGrowsWithTheInstances(IntFunction<Topology> desired) {
    assertThat(questions(desired, MANY))
        .isPositive()
        .isLessThan(2 * questions(desired, FEW) * MANY / FEW);
  }

  private static int questions(IntFunction<Topology> desired, int count) {
    AtomicInteger questions = new AtomicInteger();
    LifecycleRules rules = new ConnectivityRules();
    LifecycleRules counting =
        (LifecycleRules)
            Proxy.newProxyInstance(
                PlanWorkTest.class.getClassLoader(),
                new Class<?>[] {LifecycleRules.class},
                (_, method, arguments) -> {
                  questions.incrementAndGet();
                  return method.invoke(rules, arguments);
                });

    Plan plan =
        new Planner(counting).plan(desired.apply(count), observed(count), PlanFixtures.GATES_OPEN);

    assertThat(plan.all(Step.Delete.class)).hasSize(count);
    return questions.get();
  }

  private static Topology instances(int count, String launch) {
    Topology.Builder graph = Topology.builder();
    IntStream.range(0, count)
        .mapToObj(index ->
            new Instance(
                Instance.key("app-" + index),
                Ref.id("eni-" + index),
                Ref.id("profile"),
                launch,
                "ami-1",
                "/dev/xvda",
                "t3.micro",
                true,
                true,
                Tags.NONE))
        .forEach(graph::add);
    return graph.build();
  }

  private static Observation observed(int count) {
    Map<Key, Observed> present =
        instances(count, "old").resources().stream()
            .map(instance -> ConnectivityRules.ready(instance, "i-" + instance.key().name()))
            .collect(Collectors.toMap(Observed::key, Function.identity()));
    Map<String, Ping> online =
        present.values().stream()
            .collect(
                Collectors.toMap(
                    Observed::id, _ -> new Ping(Ping.ONLINE, Optional.of(Instant.EPOCH), "3.3")));
    return new Observation(
        "1", present, List.of(), Map.of(), Map.of(), Map.of(), new Pings.Known(online));
  }
}
