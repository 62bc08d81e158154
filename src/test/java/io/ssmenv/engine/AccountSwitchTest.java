package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The credentials belong to another account for three minutes, from any call to any call: nothing
 * is concluded from what was read with them. {@code -Dssmenv.moments=200} plays so many pairs of
 * moments. A run without a change of credentials counts the calls to choose from.
 */
@Execution(ExecutionMode.CONCURRENT)
class AccountSwitchTest {

  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";
  private static final Owner ONE = new Owner(EngineHarness.CLUSTER, "uid-one", "lab/one");
  private static final Owner TWO = new Owner(EngineHarness.CLUSTER, "uid-two", "lab/two");
  private static final Duration WRONG_FOR = Duration.ofMinutes(3);

  /** The calls of a pass with its reads by id, and more. */
  private static final int CALLS_OF_A_PASS = 40;

  private final long seed = Long.getLong("ssmenv.seed", 20261126);
  private final int samples = Integer.getInteger("ssmenv.moments", 8);

  /**
   * When the credentials change.
   *
   * @param toWrong how many calls are signed with the right credentials first
   * @param toRight how many calls are signed with the wrong ones after three minutes
   */
  private record Moments(long seed, int toWrong, int toRight) {}

  @Test
  void aDeletionEndsOnlyWhenTheResourcesOfTheRightAccountAreGone() {
    forMoments(
        scenario -> scenario.harness.delete(ONE),
        scenario -> scenario.runUntil(() -> scenario.harness.isGone(ONE)),
        moments -> {
          try (EngineScenario scenario = open(moments.seed())) {
            switchAccounts(scenario, moments, () -> scenario.harness.delete(ONE));
            scenario.eventually(() -> assertThat(scenario.harness.isGone(ONE)).isTrue());
            assertThat(scenario.aws.resources()).as("left when the finalizer went").isEmpty();
          }
        });
  }

  @Test
  void aLivingEnvironmentIsNotBuiltTwiceWhileAnotherIsBuilt() {
    forMoments(
        scenario -> scenario.harness.apply("two", EngineScenario.spec("ElasticIp")),
        scenario -> {
          scenario.awaitReady(ONE, TWO);
          scenario.awaitPolls(1);
        },
        moments -> {
          try (EngineScenario scenario = open(moments.seed())) {
            Map<String, String> before = scenario.allIds();
            switchAccounts(
                scenario,
                moments,
                () -> scenario.harness.apply("two", EngineScenario.spec("ElasticIp")));
            scenario.awaitReady(ONE, TWO);
            assertThat(scenario.allIds()).containsAllEntriesOf(before);
            Invariants.assertHold(scenario.aws, scenario.harness);
            scenario.deleteAndAwaitGone(List.of(ONE, TWO));
            assertThat(scenario.aws.resources()).isEmpty();
          }
        });
  }

  private static EngineScenario open(long seed) {
    EngineScenario scenario = EngineScenario.open(seed);
    scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
    scenario.awaitReady(ONE);
    scenario.aws.accounts().assign(EngineScenario.OTHER_ENGINE_KEY, WRONG);
    scenario.awaitPolls(2);
    return scenario;
  }

  /** Counts the calls that the engine signs from an act to its end. */
  private static int countCalls(
      long seed, Consumer<EngineScenario> act, Consumer<EngineScenario> awaitEnd) {
    try (EngineScenario scenario = open(seed)) {
      AtomicInteger signed = new AtomicInteger();
      scenario.harness.useAccessKey(() -> {
        signed.incrementAndGet();
        return EngineScenario.ENGINE_KEY;
      });
      act.accept(scenario);
      awaitEnd.accept(scenario);
      return signed.get();
    }
  }

  private static void switchAccounts(EngineScenario scenario, Moments moments, Runnable act) {
    AtomicLong right = new AtomicLong(moments.toWrong());
    scenario.harness.useAccessKey(() ->
        right.getAndDecrement() > 0 ? EngineScenario.ENGINE_KEY : EngineScenario.OTHER_ENGINE_KEY);
    act.run();
    scenario.runUntil(() -> right.get() < 0);
    scenario.advance(WRONG_FOR);
    AtomicLong wrong = new AtomicLong(moments.toRight());
    scenario.harness.useAccessKey(() ->
        wrong.getAndDecrement() > 0 ? EngineScenario.OTHER_ENGINE_KEY : EngineScenario.ENGINE_KEY);
    scenario.runUntil(() -> wrong.get() < 0 || isOver(scenario));
    assertThat(scenario.writes(0))
        .as("written in the other account")
        .allMatch(call -> call.accountId().equals(RIGHT));
  }

  /** The call before the change can have been the last that a deletion needed. */
  private static boolean isOver(EngineScenario scenario) {
    return scenario.harness.openRegions().isEmpty();
  }

  private void forMoments(
      Consumer<EngineScenario> act, Consumer<EngineScenario> awaitEnd, Consumer<Moments> play) {
    System.out.println("AccountSwitchTest: -Dssmenv.seed=" + seed);
    Random random = new Random(seed);
    Stream<Moments> all =
        IntStream.range(0, samples)
            .mapToObj(index ->
                new Moments(
                    seed + index,
                    random.nextInt(countCalls(seed + index, act, awaitEnd)),
                    random.nextInt(CALLS_OF_A_PASS)));
    all.forEach(moments -> {
      try {
        play.accept(moments);
      } catch (AssertionError e) {
        throw new AssertionError(moments + ": " + e.getMessage(), e);
      }
    });
  }
}
