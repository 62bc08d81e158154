package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of the operator's machine differs from AWS's, or jumps. */
@Execution(ExecutionMode.CONCURRENT)
class ClockSkewTest {

  private static final Duration RESOLVERS_FORGET = Duration.ofSeconds(60);

  /** Resolvers forget, and the agents report every five minutes. */
  private static final Duration LATEST = Duration.ofMinutes(7);

  @ParameterizedTest
  @ValueSource(ints = {-7, 0, 7, 90})
  void thePreviousPathIsRemovedOnceTheAgentsHaveAnsweredOverTheNewOne(int minutes) {
    try (EngineScenario scenario = EngineScenario.open(71)) {
      scenario.harness.setClock(Duration.ofMinutes(minutes));
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);

      long mark = scenario.mark();
      scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.runUntil(() -> !done(scenario, mark, "DisassociateAddress").isEmpty());
      Instant changed = done(scenario, mark, "ReplaceRoute").getLast().time();
      Instant removed = done(scenario, mark, "DisassociateAddress").getFirst().time();
      assertThat(Duration.between(changed, removed)).isBetween(RESOLVERS_FORGET, LATEST);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, 60})
  void aJumpOfTheClockNeitherEndsNorLengthensABackOff(int minutes) {
    try (EngineScenario scenario = EngineScenario.open(73)) {
      scenario.aws.faults().refuse("CreateVpc", "VpcLimitExceeded", 400, "no more", 1000);
      scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.runUntil(() -> scenario.calls(0, "CreateVpc").size() == 5);
      scenario.advance(Duration.ofSeconds(1));
      Instant before = scenario.calls(0, "CreateVpc").getLast().time();
      scenario.harness.setClock(Duration.ofMinutes(minutes));
      scenario.runUntil(() -> scenario.calls(0, "CreateVpc").size() == 6);

      assertThat(Duration.between(before, scenario.calls(0, "CreateVpc").getLast().time()))
          .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(150));
    }
  }

  private static List<CallRecord> done(EngineScenario scenario, long mark, String action) {
    return scenario.calls(mark, action).stream().filter(CallRecord::wrote).toList();
  }
}
