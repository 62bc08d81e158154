package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Credentials that change to another account: nothing is written, and the status reports it. */
@Execution(ExecutionMode.CONCURRENT)
class WrongAccountTest {

  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";

  @Test
  void nothingIsWrittenInAnotherAccountWhileReady() {
    try (EngineScenario scenario = EngineScenario.open(8)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      Map<String, String> before = scenario.allIds();

      long mark = scenario.mark();
      useWrongAccount(scenario);
      scenario.eventually(() -> assertMismatch(scenario, owner));
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.awaitPolls(14);
      assertMismatch(scenario, owner);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.describeCondition(owner, "InSync"))
          .startsWith("UNKNOWN AccountMismatch");
      assertThat(scenario.harness.status(owner).online()).isEqualTo("1/1");
      int events = scenario.harness.events().size();

      scenario.harness.useAccessKey(() -> EngineScenario.ENGINE_KEY);
      scenario.awaitReady(owner);
      scenario.awaitPolls(4);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.allIds()).isEqualTo(before);
      assertThat(scenario.harness.events().subList(events, scenario.harness.events().size()))
          .filteredOn(event -> !event.reason().equals("WaitingFor"))
          .as("nothing happened to the environment")
          .isEmpty();
    }
  }

  @Test
  void nothingIsWrittenInAnotherAccountWhileCreatingAndDeleting() {
    try (EngineScenario scenario = EngineScenario.open(9)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      awaitWrites(scenario, 0, 9);
      swapAccounts(scenario, owner);
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);

      long mark = scenario.mark();
      scenario.harness.delete(owner);
      awaitWrites(scenario, mark, 3);
      swapAccounts(scenario, owner);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static void awaitWrites(EngineScenario scenario, long mark, int count) {
    scenario.runUntil(() -> scenario.writes(mark).size() >= count);
  }

  private static void useWrongAccount(EngineScenario scenario) {
    scenario.aws.accounts().assign(EngineScenario.OTHER_ENGINE_KEY, WRONG);
    scenario.harness.useAccessKey(() -> EngineScenario.OTHER_ENGINE_KEY);
  }

  private static void swapAccounts(EngineScenario scenario, Owner owner) {
    useWrongAccount(scenario);
    scenario.eventually(() -> assertMismatch(scenario, owner));
    scenario.awaitPolls(8);
    assertThat(scenario.harness.isGone(owner)).isFalse();
    assertThat(scenario.writes(0))
        .filteredOn(call -> call.accountId().equals(WRONG))
        .extracting(CallRecord::action)
        .isEmpty();
    assertThat(scenario.aws.resources()).allMatch(resource -> resource.accountId().equals(RIGHT));
    scenario.harness.useAccessKey(() -> EngineScenario.ENGINE_KEY);
  }

  private static void assertMismatch(EngineScenario scenario, Owner owner) {
    assertThat(scenario.harness.describeCondition(owner, "Stalled"))
        .contains("AccountMismatch", RIGHT, WRONG);
  }
}
