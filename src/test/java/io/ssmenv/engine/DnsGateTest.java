package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The cutover to private endpoints waits for resolvers, and for nothing but time then. */
@Execution(ExecutionMode.CONCURRENT)
class DnsGateTest {

  private static final Pattern GATE =
      Pattern.compile("drop the former addresses of Systems Manager, until ([-0-9T:]+Z)");

  private final EngineScenario scenario = EngineScenario.open(3);

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void theCutoverBeginsWhenTheGateOpens() {
    Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
    scenario.awaitSettled(owner);
    scenario.advance(Duration.ofMinutes(10));
    scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
    scenario.runUntil(() -> opensAt(owner).isPresent());
    Instant opensAt = opensAt(owner).orElseThrow();
    scenario.runUntil(() -> opensAt(owner).isEmpty());

    assertThat(Duration.between(opensAt, scenario.time.instant()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(3));
    scenario.awaitSettled(owner);
    scenario.deleteAndAwaitGone(List.of(owner));
  }

  private Optional<Instant> opensAt(Owner owner) {
    return GATE.matcher(scenario.describe(owner))
        .results()
        .map((MatchResult found) -> Instant.parse(found.group(1)))
        .findFirst();
  }
}
