package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /**
   * The clock is set before AWS executes a call of the change, before its response, or a while
   * later.
   */
  @ParameterizedTest
  @CsvSource({
    "-10, leaving, CreateNatGateway",
    "10, leaving, CreateNatGateway",
    "-10, leaving, ReplaceRoute",
    "10, leaving, ReplaceRoute",
    "-10, executed, ReplaceRoute",
    "10, executed, ReplaceRoute",
    "-10, later, ReplaceRoute",
    "10, later, ReplaceRoute"
  })
  void aJumpOfTheClockNeitherHastensNorDelaysTheRemovalOfThePreviousPath(
      int minutes, String moment, String action) {
    try (EngineScenario scenario = EngineScenario.open(79)) {
      scenario.harness.setClock(Duration.ofMinutes(3));
      scenario.harness.kill();
      scenario.harness.restart();
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.advance(Duration.ofMinutes(7));

      long mark = scenario.mark();
      scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.network.observe(
          new ClockJump(scenario.harness, Duration.ofMinutes(3 + minutes), moment, action));
      scenario.runUntil(() -> !done(scenario, mark, action).isEmpty());
      if (moment.equals("later")) {
        scenario.advance(Duration.ofSeconds(5));
        scenario.harness.setClock(Duration.ofMinutes(3 + minutes));
      }
      scenario.runUntil(() -> !done(scenario, mark, "DisassociateAddress").isEmpty());
      Instant changed = done(scenario, mark, "ReplaceRoute").getLast().time();
      Instant removed = done(scenario, mark, "DisassociateAddress").getFirst().time();
      assertThat(Duration.between(changed, removed)).isBetween(RESOLVERS_FORGET, LATEST);
      scenario.awaitSettled(owner);
      assertThat(scenario.aws.agentHistories())
          .allSatisfy(history -> assertThat(history.unreachable()).isEmpty());
    }
  }

  private record ClockJump(EngineHarness harness, Duration clock, String moment, String action)
      implements Network.Observer {
    @Override
    public void leaving(NetworkCall call) {
      setAt("leaving", call);
    }

    @Override
    public boolean executed(NetworkCall call) {
      setAt("executed", call);
      return true;
    }

    private void setAt(String when, NetworkCall call) {
      if (moment.equals(when) && action.equals(call.action())) {
        harness.setClock(clock);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, 60})
  void aJumpOfTheClockNeitherEndsNorLengthensABackOff(int minutes) {
    try (EngineScenario scenario = EngineScenario.open(73)) {
      scenario.aws.faults().refuse("CreateVpc", AwsErrors.of("VpcLimitExceeded"), 1000);
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
