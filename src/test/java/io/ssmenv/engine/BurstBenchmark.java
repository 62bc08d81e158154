package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Measures in virtual time how long many environments take that are created at once, beside the
 * tightest of AWS's token buckets, and how long a person's change of another environment takes
 * meanwhile. It asserts nothing: {@code src/test/benchmarks/run burst} prints the numbers.
 */
class BurstBenchmark {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofHours(3);

  /** How many environments somebody changes meanwhile, half of them in each way. */
  private static final int CHANGED = Integer.getInteger("ssmenv.changes", 20);

  /** Between two changes. */
  private static final Duration PAUSE = Duration.ofSeconds(20);

  /** The first changes come when all of them have begun. */
  private static final Duration FIRST = Duration.ofSeconds(30);

  /**
   * One burst.
   *
   * @param bucket the action whose bucket is the tightest
   * @param bound seconds until AWS accepts the last call of that action
   * @param alone seconds that one environment takes alone
   * @param throttled the share of calls that AWS throttles
   * @param changes the seconds that a person's change takes, by kind
   */
  record Burst(
      String pattern,
      int environments,
      double seconds,
      String bucket,
      double bound,
      double alone,
      long calls,
      long reconciles,
      double throttled,
      List<Change> changes,
      Map<String, Long> actions) {}

  /** A kind of change, undisturbed and meanwhile. */
  record Change(String kind, Percentiles undisturbed, Percentiles meanwhile) {}

  record Percentiles(double p50, double p99) {
    static Percentiles of(List<Double> values) {
      List<Double> sorted = values.stream().sorted().toList();
      return new Percentiles(at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(List<Double> sorted, double share) {
      return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1) + 0.5));
    }
  }

  @Test
  void measure() throws IOException {
    List<Burst> bursts = new ArrayList<>();
    for (String pattern :
        System.getProperty("ssmenv.patterns", "ElasticIp,NatGateway").split(",", -1)) {
      for (String number : System.getProperty("ssmenv.environments", "1000").split(",", -1)) {
        bursts.add(print(run(pattern, Integer.parseInt(number))));
      }
    }
    Path folder = Files.createDirectories(Path.of("target", "benchmarks"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("burst.json").toFile(), bursts);
  }

  private static Burst print(Burst burst) {
    System.out.printf(
        "%s, %d at once: %.0f s; tightest bucket %s %.0f s: %.2f; with one alone (%.0f s): %.2f; "
            + "%d calls, %.2f %% throttled; %d reconciles%n",
        burst.pattern(),
        burst.environments(),
        burst.seconds(),
        burst.bucket(),
        burst.bound(),
        burst.seconds() / burst.bound(),
        burst.alone(),
        burst.seconds() / (burst.bound() + burst.alone()),
        burst.calls(),
        100 * burst.throttled(),
        burst.reconciles());
    burst
        .changes()
        .forEach(change ->
            System.out.printf(
                "  a change of %-9s p50 %6.1f s, p99 %6.1f s; undisturbed %6.1f, %6.1f: %.2f%n",
                change.kind(),
                change.meanwhile().p50(),
                change.meanwhile().p99(),
                change.undisturbed().p50(),
                change.undisturbed().p99(),
                change.meanwhile().p99() / change.undisturbed().p99()));
    return burst;
  }

  private static Burst run(String pattern, int environments) {
    try (EngineScenario scenario =
        EngineScenario.open(Simulations.options().withSeed(7).withQuotas(Quotas.UNLIMITED))) {
      SettledTimes settled = new SettledTimes(scenario);
      Owner first = scenario.harness.apply("first", EngineScenario.spec(pattern));
      double alone = settled.await(List.of(first), STEP, LIMIT);
      List<Owner> undisturbed = apply(scenario, "calm", pattern, CHANGED);
      List<Owner> people = apply(scenario, "person", pattern, CHANGED);
      settled.await(undisturbed, STEP, LIMIT);
      settled.await(people, STEP, LIMIT);
      scenario.advance(Duration.ofMinutes(10));
      for (int i = 0; i < CHANGED; i++) {
        change(scenario, settled, undisturbed.get(i), pattern, i);
        scenario.advance(PAUSE);
      }
      settled.await(undisturbed, STEP, LIMIT);
      scenario.advance(Duration.ofMinutes(10));

      AtomicLong reconciles = new AtomicLong();
      scenario.harness.observe(_ -> reconciles.incrementAndGet());
      CountedCalls counted = new CountedCalls(scenario.aws);
      Instant start = scenario.time.instant();
      List<Owner> many = apply(scenario, "e", pattern, environments);
      scenario.advance(FIRST);
      for (int i = 0; i < CHANGED; i++) {
        change(scenario, settled, people.get(i), pattern, i);
        scenario.advance(PAUSE);
      }
      settled.await(many, STEP, LIMIT);
      settled.await(people, STEP, LIMIT);
      double seconds =
          many.stream().mapToDouble(owner -> settled.secondsFrom(start, owner)).max().orElseThrow();
      return new Burst(
          pattern,
          environments,
          seconds,
          counted.tightest().getKey(),
          counted.tightest().getValue(),
          alone,
          counted.total(),
          reconciles.get(),
          (double) counted.throttled() / counted.total(),
          List.of(
              compared("tags", 0, settled, undisturbed, people),
              compared("instance", 1, settled, undisturbed, people)),
          counted.actions());
    }
  }

  private static Change compared(
      String kind, int first, SettledTimes settled, List<Owner> undisturbed, List<Owner> people) {
    return new Change(
        kind,
        Percentiles.of(everySecond(first, settled, undisturbed)),
        Percentiles.of(everySecond(first, settled, people)));
  }

  private static List<Double> everySecond(int first, SettledTimes settled, List<Owner> owners) {
    return IntStream.iterate(first, i -> i < owners.size(), i -> i + 2)
        .mapToObj(i -> settled.seconds(owners.get(i)))
        .toList();
  }

  private static void change(
      EngineScenario scenario, SettledTimes settled, Owner owner, String pattern, int number) {
    String name = owner.name().substring(owner.name().indexOf('/') + 1);
    String spec =
        number % 2 == 0
            ? EngineScenario.spec(pattern, "tags: {team: changed}")
            : EngineScenario.spec(pattern).replace("{name: app}", "{name: app, count: 2}");
    settled.begin(owner);
    scenario.harness.apply(name, spec);
  }

  private static List<Owner> apply(
      EngineScenario scenario, String prefix, String pattern, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> scenario.harness.apply(prefix + i, EngineScenario.spec(pattern)))
        .toList();
  }
}
