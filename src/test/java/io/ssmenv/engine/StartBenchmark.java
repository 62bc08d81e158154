package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Measures in virtual time how long the operator is blind after a start: until it has observed all
 * environments, and until it does what somebody has changed meanwhile. It asserts nothing: {@code
 * src/test/benchmarks/run start} prints the numbers.
 */
class StartBenchmark {

  /** A request and its response take half of it each, on average. */
  private static final Duration CALL = Duration.ofMillis(100);

  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final int CHANGED = 3;

  /**
   * One start, in seconds.
   *
   * @param listed until each listing was read once
   * @param observed until everything was read of each environment
   * @param written until the first write for each environment that was changed meanwhile
   * @param settled until all of these are as their specs say
   */
  record Start(
      String pattern,
      int environments,
      double listed,
      double observed,
      double written,
      double settled,
      Map<String, Long> actions) {}

  @Test
  void measure() throws IOException {
    List<Start> starts = new ArrayList<>();
    String pattern = System.getProperty("ssmenv.patterns", "ElasticIp");
    System.out.printf(
        "%-17s %12s %9s %10s %15s %9s%n",
        "PATTERN", "ENVIRONMENTS", "LISTED s", "OBSERVED s", "FIRST WRITES s", "SETTLED s");
    for (String number : System.getProperty("ssmenv.environments", "100,1000").split(",", -1)) {
      Start start = run(pattern, Integer.parseInt(number));
      starts.add(start);
      System.out.printf(
          "%-17s %12d %9.1f %10.1f %15.1f %9.1f  %s%n",
          pattern,
          start.environments(),
          start.listed(),
          start.observed(),
          start.written(),
          start.settled(),
          start.actions());
    }
    Path folder = Files.createDirectories(Path.of("target", "benchmarks"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("start.json").toFile(), starts);
  }

  private static Start run(String pattern, int environments) {
    try (EngineScenario scenario =
        EngineScenario.open(Simulations.options().withSeed(7).withQuotas(Quotas.UNLIMITED))) {
      SettledTimes settled = new SettledTimes(scenario);
      List<Owner> owners =
          IntStream.range(0, environments)
              .mapToObj(i -> scenario.harness.apply("e" + i, EngineScenario.spec(pattern)))
              .toList();
      settled.await(owners, STEP, LIMIT);
      scenario.advance(Duration.ofMinutes(10));

      Map<Owner, Set<Key>> before =
          owners.stream().collect(Collectors.toMap(o -> o, o -> present(scenario, o)));
      scenario.harness.kill();
      scenario.advance(Duration.ofMinutes(1));
      List<Owner> changed = owners.subList(0, Math.min(CHANGED, environments));
      changed.forEach(owner -> {
        settled.begin(owner);
        String name = owner.name().substring(owner.name().indexOf('/') + 1);
        scenario.harness.apply(name, EngineScenario.spec(pattern, "tags: {team: changed}"));
      });
      Map<String, Instant> written = new HashMap<>();
      Map<String, String> byId = new HashMap<>();
      scenario
          .aws
          .resources()
          .forEach(
              one -> byId.put(one.id(), one.tags().getOrDefault(Ownership.TAG_ENVIRONMENT, "")));
      scenario
          .aws
          .callLog()
          .listen(call -> {
            if (call.wrote()) {
              written.putIfAbsent(byId.getOrDefault(call.subject(), ""), scenario.time.instant());
            }
          });
      CountedCalls counted = new CountedCalls(scenario.aws);
      scenario.network.setLatency(CALL);
      Instant start = scenario.time.instant();
      scenario.harness.restart();
      double listed = Double.NaN;
      Set<Owner> blind = new HashSet<>(owners);
      while (!blind.isEmpty() && scenario.time.instant().isBefore(start.plus(LIMIT))) {
        scenario.advance(STEP);
        if (Double.isNaN(listed) && isListed(scenario, owners.getLast())) {
          listed = seconds(start, scenario.time.instant());
        }
        blind.removeIf(owner -> present(scenario, owner).equals(before.get(owner)));
      }
      double observed = seconds(start, scenario.time.instant());
      Map<String, Long> actions = counted.actions();
      settled.await(changed, STEP, LIMIT);
      return new Start(
          pattern,
          environments,
          listed,
          observed,
          changed.stream()
              .mapToDouble(owner -> seconds(start, written.getOrDefault(owner.uid(), Instant.MAX)))
              .max()
              .orElseThrow(),
          changed.stream()
              .mapToDouble(owner -> settled.secondsFrom(start, owner))
              .max()
              .orElseThrow(),
          actions);
    }
  }

  private static Optional<Observation> observation(EngineScenario scenario, Owner owner) {
    return scenario.harness.clouds().enter(owner, new Scope("eu-west-1"))
            instanceof RegionAccess.Open(Cloud cloud)
        ? Optional.of(cloud.inventory().observe(owner, Map.of(), false, Map.of()))
        : Optional.empty();
  }

  private static Set<Key> present(EngineScenario scenario, Owner owner) {
    return observation(scenario, owner).map(seen -> seen.present().keySet()).orElse(Set.of());
  }

  private static boolean isListed(EngineScenario scenario, Owner owner) {
    return observation(scenario, owner)
        .filter(seen ->
            seen.unlisted().values().stream()
                .noneMatch(why -> why.cause() == Observation.Unlisted.Cause.NOT_READ))
        .isPresent();
  }

  private static double seconds(Instant start, Instant at) {
    return at.equals(Instant.MAX) ? Double.NaN : Duration.between(start, at).toMillis() / 1000.0;
  }
}
