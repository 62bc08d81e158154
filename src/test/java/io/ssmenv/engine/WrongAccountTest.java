package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Credentials that lead somewhere else half-way: no write, said in the status. */
@Execution(ExecutionMode.CONCURRENT)
class WrongAccountTest {

  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";

  @Test
  void nothingIsWrittenInAnotherAccountWhileReady() {
    try (EngineScenario stage = EngineScenario.open(8)) {
      Owner owner = stage.lab.apply("one", EngineScenario.spec("ElasticIp"));
      stage.awaitReady(owner);
      Map<String, String> before = stage.everything();

      long mark = stage.mark();
      stage.aws.accounts().assign(EngineScenario.ENGINE_KEY, WRONG);
      stage.eventually(() -> assertMismatch(stage, owner));
      stage.lab.kill();
      stage.lab.restart();
      stage.looks(14);
      assertMismatch(stage, owner);
      assertThat(stage.writes(mark)).isEmpty();

      stage.aws.accounts().assign(EngineScenario.ENGINE_KEY, RIGHT);
      stage.awaitReady(owner);
      stage.looks(4);
      assertThat(stage.writes(mark)).isEmpty();
      assertThat(stage.everything()).isEqualTo(before);
    }
  }

  @Test
  void nothingIsWrittenInAnotherAccountWhileBuildingAndDeleting() {
    try (EngineScenario stage = EngineScenario.open(9)) {
      Owner owner = stage.lab.apply("one", EngineScenario.spec("NatGateway"));
      awaitWrites(stage, 0, 9);
      swapAccounts(stage, owner);
      stage.awaitReady(owner);
      Invariants.hold(stage.aws, stage.lab);

      long mark = stage.mark();
      stage.lab.delete(owner);
      awaitWrites(stage, mark, 3);
      swapAccounts(stage, owner);
      stage.awaitGone(List.of(owner));
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }

  private static void awaitWrites(EngineScenario stage, long mark, int count) {
    stage.until(() -> stage.writes(mark).size() >= count);
  }

  private static void swapAccounts(EngineScenario stage, Owner owner) {
    stage.aws.accounts().assign(EngineScenario.OTHER_ENGINE_KEY, WRONG);
    stage.lab.useAccessKey(EngineScenario.OTHER_ENGINE_KEY);
    stage.eventually(() -> assertMismatch(stage, owner));
    stage.looks(8);
    assertThat(stage.lab.isGone(owner)).isFalse();
    assertThat(stage.writes(0))
        .filteredOn(call -> call.accountId().equals(WRONG))
        .extracting(CallRecord::action)
        .isEmpty();
    assertThat(stage.aws.holdings()).allMatch(one -> one.accountId().equals(RIGHT));
    stage.lab.useAccessKey(EngineScenario.ENGINE_KEY);
  }

  private static void assertMismatch(EngineScenario stage, Owner owner) {
    assertThat(stage.lab.say(owner, "Stalled")).contains("AccountMismatch", RIGHT, WRONG);
  }
}
