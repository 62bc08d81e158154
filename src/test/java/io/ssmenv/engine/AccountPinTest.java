package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A new environment begins in the account of the operator, not in that of any credentials. */
@Execution(ExecutionMode.CONCURRENT)
class AccountPinTest {

  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";
  private static final String SPEC = EngineScenario.spec("ElasticIp");

  @Test
  void aNewEnvironmentWaitsWhileAllOthersAreInAnotherAccount() {
    try (EngineScenario scenario = EngineScenario.open(31)) {
      Owner old = scenario.harness.apply("old", SPEC);
      scenario.awaitReady(old);
      useWrongAccount(scenario);
      scenario.harness.kill();

      Owner young = scenario.harness.apply("young", SPEC);
      Owner deleted = scenario.harness.apply("deleted", SPEC);
      scenario.harness.restart();
      scenario.harness.delete(deleted);
      scenario.eventually(() -> assertStalled(scenario, young, "--account-id " + WRONG));
      scenario.awaitPolls(4);
      assertThat(scenario.harness.isGone(deleted)).isTrue();
      assertThat(scenario.harness.status(young).accountId()).isNull();
      assertNothingIsWritten(scenario);

      scenario.harness.useAccessKey(() -> EngineScenario.ENGINE_KEY);
      scenario.awaitReady(old, young);
      scenario.deleteAndAwaitGone(List.of(old, young));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void aForeignAccountInOneStatusDoesNotKeepOthersFromStarting() {
    try (EngineScenario scenario = EngineScenario.open(32)) {
      Owner old = scenario.harness.apply("old", SPEC);
      scenario.awaitReady(old);
      useWrongAccount(scenario);
      scenario.harness.settings().accountId = Optional.of(WRONG);
      restart(scenario);
      Owner foreign = scenario.harness.apply("foreign", SPEC);
      scenario.awaitReady(foreign);
      assertStalled(scenario, old, RIGHT);

      scenario.harness.settings().accountId = Optional.empty();
      scenario.harness.useAccessKey(() -> EngineScenario.ENGINE_KEY);
      restart(scenario);
      Owner young = scenario.harness.apply("young", SPEC);
      scenario.awaitReady(old, young);
      scenario.eventually(() -> assertStalled(scenario, foreign, WRONG));
    }
  }

  @Test
  void withAnAccountIdNothingIsWrittenInAnotherAccount() {
    try (EngineScenario scenario = EngineScenario.open(33)) {
      useWrongAccount(scenario);
      scenario.harness.settings().accountId = Optional.of(RIGHT);
      restart(scenario);
      Owner first = scenario.harness.apply("first", SPEC);
      scenario.eventually(() -> assertStalled(scenario, first, "--account-id " + RIGHT));
      scenario.awaitPolls(4);
      assertNothingIsWritten(scenario);

      scenario.harness.useAccessKey(() -> EngineScenario.ENGINE_KEY);
      scenario.awaitReady(first);
    }
  }

  private static void useWrongAccount(EngineScenario scenario) {
    scenario.aws.accounts().assign(EngineScenario.OTHER_ENGINE_KEY, WRONG);
    scenario.harness.useAccessKey(() -> EngineScenario.OTHER_ENGINE_KEY);
  }

  private static void restart(EngineScenario scenario) {
    scenario.harness.kill();
    scenario.harness.restart();
  }

  private static void assertStalled(EngineScenario scenario, Owner owner, String words) {
    assertThat(scenario.harness.describeCondition(owner, "Stalled"))
        .contains("AccountMismatch", RIGHT, WRONG, words);
  }

  private static void assertNothingIsWritten(EngineScenario scenario) {
    assertThat(scenario.writes(0)).allMatch(call -> call.accountId().equals(RIGHT));
  }
}
