package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When environments have become as their specs say. Environments are looked at when the API server
 * stores them, and not all of them again and again.
 */
final class SettledTimes {

  private final EngineScenario scenario;
  private final Map<Owner, Instant> began = new HashMap<>();
  private final Map<Owner, Instant> settled = new HashMap<>();

  SettledTimes(EngineScenario scenario) {
    this.scenario = scenario;
    scenario.harness.api().listen(this::stored);
  }

  private void stored(Owner owner, Optional<StoredEnvironment> environment) {
    Instant now = scenario.time.instant();
    began.putIfAbsent(owner, now);
    if (environment
        .filter(stored -> stored.isTrue("Ready") && stored.isTrue("InSync"))
        .isPresent()) {
      settled.putIfAbsent(owner, now);
    }
  }

  /** An environment is about to be changed. */
  void begin(Owner owner) {
    began.put(owner, scenario.time.instant());
    settled.remove(owner);
  }

  /** Advances the time until all are settled; returns the seconds of the slowest. */
  double await(List<Owner> owners, Duration step, Duration limit) {
    Instant end = scenario.time.instant().plus(limit);
    while (!settled.keySet().containsAll(owners) && scenario.time.instant().isBefore(end)) {
      scenario.advance(step);
    }
    assertThat(owners.stream().filter(owner -> !settled.containsKey(owner)).map(scenario::describe))
        .as("not settled within " + limit)
        .isEmpty();
    return owners.stream().mapToDouble(this::seconds).max().orElse(0);
  }

  /** From its creation, or its change, until it was settled. */
  double seconds(Owner owner) {
    return secondsFrom(began.getOrDefault(owner, Instant.MIN), owner);
  }

  double secondsFrom(Instant start, Owner owner) {
    return Duration.between(start, settled.getOrDefault(owner, start)).toMillis() / 1000.0;
  }
}
