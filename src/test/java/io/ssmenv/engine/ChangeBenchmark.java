package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.BuildBenchmark.Bar;
import io.ssmenv.simulator.core.ResourceSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Measures in virtual time how long a change of the pattern, and the deletion of an environment,
 * takes beside the critical path of AWS's own times. It asserts nothing: {@code
 * src/test/benchmarks/run changes} prints the numbers.
 */
class ChangeBenchmark {

  private static final Duration STEP = Duration.ofMillis(250);
  private static final Duration IDLE = Duration.ofMinutes(10);

  /** States in which AWS is at work on a resource. */
  private static final Set<String> AT_WORK =
      Set.of("pending", "pendingacceptance", "deleting", "shutting-down", "stopping");

  record Change(
      String from, String to, long seed, double seconds, double criticalPath, List<Bar> bars) {}

  @Test
  void measure() throws IOException {
    List<Change> changes = new ArrayList<>();
    System.out.printf(
        "%-17s %-17s %5s %9s %15s %6s%n",
        "FROM", "TO", "SEED", "SECONDS", "CRITICAL PATH", "RATIO");
    int seeds = Integer.getInteger("ssmenv.seeds", 2);
    for (String from : EngineScenario.PATTERNS) {
      List<String> targets = new ArrayList<>(EngineScenario.PATTERNS);
      targets.remove(from);
      targets.add("deleted");
      for (String to : targets) {
        for (long seed = 1; seed <= seeds; seed++) {
          changes.add(print(change(from, to, seed)));
        }
      }
    }
    Path folder = Files.createDirectories(Path.of("target", "benchmarks"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("changes.json").toFile(), changes);
  }

  private static Change print(Change change) {
    System.out.printf(
        "%-17s %-17s %5d %9.1f %15.1f %6.2f%n",
        change.from(),
        change.to(),
        change.seed(),
        change.seconds(),
        change.criticalPath(),
        change.seconds() / change.criticalPath());
    return change;
  }

  private static Change change(String from, String to, long seed) {
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      Owner owner = scenario.harness.apply("changed", EngineScenario.spec(from));
      scenario.awaitSettled(owner);
      scenario.advance(IDLE);
      Instant start = scenario.time.instant();
      BooleanSupplier done;
      if (to.equals("deleted")) {
        scenario.harness.delete(owner);
        done = () -> scenario.harness.isGone(owner);
      } else {
        scenario.harness.apply("changed", EngineScenario.spec(to));
        done =
            () ->
                scenario.harness.isTrue(owner, "Ready") && scenario.harness.isTrue(owner, "InSync");
      }
      Map<String, Bar> bars = new LinkedHashMap<>();
      while (!done.getAsBoolean()) {
        scenario.advance(STEP);
        observe(scenario, bars, seconds(start, scenario.time.instant()));
      }
      List<Bar> marked = BuildBenchmark.withCriticalPath(List.copyOf(bars.values()));
      double critical = marked.stream().filter(Bar::critical).mapToDouble(Bar::seconds).sum();
      return new Change(from, to, seed, seconds(start, scenario.time.instant()), critical, marked);
    }
  }

  /** A bar for each resource and state in which AWS is at work on it. */
  private static void observe(EngineScenario scenario, Map<String, Bar> bars, double now) {
    for (ResourceSummary one : scenario.aws.resources()) {
      String state = one.state().toLowerCase(Locale.ROOT);
      if (AT_WORK.contains(state)) {
        String name = one.tags().getOrDefault("ssmenv.io/key", one.type());
        bars.merge(
            one.id() + state,
            new Bar(name + " " + state, now, now, false),
            (before, _) -> new Bar(before.resource(), before.from(), now, false));
      }
    }
  }

  private static double seconds(Instant start, Instant at) {
    return Duration.between(start, at).toMillis() / 1000.0;
  }
}
