package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Measures in virtual time how long the build of an environment takes beside the critical path of
 * AWS's own times: those of the slowest resources that wait for each other. It asserts nothing:
 * {@code src/test/benchmarks/run build} prints the numbers, and draws the first build.
 */
class BuildBenchmark {

  private static final Duration STEP = Duration.ofMillis(250);
  private static final int SEEDS = 5;

  /** States in which AWS is at work on a resource. */
  private static final Set<String> AT_WORK = Set.of("pending", "pendingAcceptance");

  /**
   * What AWS took for one resource.
   *
   * @param from seconds since the environment was applied
   */
  record Bar(String resource, double from, double to, boolean critical) {
    double seconds() {
      return to - from;
    }
  }

  record Build(String pattern, long seed, double seconds, double criticalPath, List<Bar> bars) {}

  @Test
  void measure() throws IOException {
    List<Build> builds = new ArrayList<>();
    System.out.printf(
        "%-17s %5s %9s %15s %6s%n", "PATTERN", "SEED", "SECONDS", "CRITICAL PATH", "RATIO");
    for (String pattern : List.of("ElasticIp", "NatGateway", "PrivateEndpoints")) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        Build build = build(pattern, seed);
        builds.add(build);
        System.out.printf(
            "%-17s %5d %9.1f %15.1f %6.2f%n",
            pattern,
            seed,
            build.seconds(),
            build.criticalPath(),
            build.seconds() / build.criticalPath());
      }
    }
    Path folder = Files.createDirectories(Path.of("target", "benchmarks"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("build.json").toFile(), builds);
    Build drawn =
        builds.stream().filter(one -> one.pattern().equals("NatGateway")).findFirst().orElseThrow();
    Files.writeString(folder.resolve("build.svg"), BuildChart.draw(drawn));
  }

  private static Build build(String pattern, long seed) {
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      Owner owner = scenario.harness.apply("built", EngineScenario.spec(pattern));
      Instant start = scenario.time.instant();
      Map<String, Instant> created = new LinkedHashMap<>();
      Map<String, Instant> done = new LinkedHashMap<>();
      Map<String, String> names = new LinkedHashMap<>();
      while (!scenario.harness.isTrue(owner, "Ready")) {
        scenario.advance(STEP);
        Instant now = scenario.time.instant();
        for (ResourceSummary one : scenario.aws.resources()) {
          if (!one.type().equals("volume")) {
            created.putIfAbsent(one.id(), now);
            names.put(one.id(), one.tags().getOrDefault("ssmenv.io/key", one.type()));
            if (!AT_WORK.contains(one.state())) {
              done.putIfAbsent(one.id(), now);
            }
          }
        }
        agentOnline(scenario, names, created, done, now);
      }
      List<Bar> bars =
          created.keySet().stream()
              .map(id ->
                  new Bar(
                      names.getOrDefault(id, id),
                      seconds(start, created.get(id)),
                      seconds(start, done.getOrDefault(id, created.get(id))),
                      false))
              .sorted(Comparator.comparingDouble(Bar::from).thenComparing(Bar::resource))
              .toList();
      List<Bar> marked = withCriticalPath(bars);
      double critical = marked.stream().filter(Bar::critical).mapToDouble(Bar::seconds).sum();
      return new Build(pattern, seed, seconds(start, scenario.time.instant()), critical, marked);
    }
  }

  /** The agent of the instance begins when that runs, and is done when it is registered. */
  private static void agentOnline(
      EngineScenario scenario,
      Map<String, String> names,
      Map<String, Instant> created,
      Map<String, Instant> done,
      Instant now) {
    scenario.aws.resources().stream()
        .filter(one -> one.type().equals("instance") && one.state().equals("running"))
        .forEach(one -> {
          String agent = "agent of " + one.id();
          names.put(agent, "agent");
          created.putIfAbsent(agent, now);
          if (isRegistered(scenario, one.id())) {
            done.putIfAbsent(agent, now);
          }
        });
  }

  private static boolean isRegistered(EngineScenario scenario, String instance) {
    return scenario
        .aws
        .agentHistory(instance)
        .filter(history ->
            history.events().stream()
                .anyMatch(
                    event -> event.type() == io.ssmenv.simulator.ssm.AgentEvent.Type.REGISTERED))
        .isPresent();
  }

  /** From the end back: each bar waits for the one that ends last before it begins. */
  static List<Bar> withCriticalPath(List<Bar> bars) {
    List<Bar> marked = new ArrayList<>(bars);
    Optional<Bar> next =
        bars.stream().max(Comparator.comparingDouble(Bar::to).thenComparingDouble(Bar::seconds));
    while (next.isPresent() && next.get().seconds() > 0) {
      Bar bar = next.get();
      marked.set(marked.indexOf(bar), new Bar(bar.resource(), bar.from(), bar.to(), true));
      next =
          bars.stream()
              .filter(other -> other.from() < bar.from() && other.to() <= bar.from() + 0.5)
              .max(Comparator.comparingDouble(Bar::to));
    }
    return marked;
  }

  private static double seconds(Instant start, Instant at) {
    return Duration.between(start, at).toMillis() / 1000.0;
  }
}
