package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
 * moments.
 */
@Execution(ExecutionMode.CONCURRENT)
class AccountSwitchTest {

  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";
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
        90,
        moments -> {
          try (EngineScenario scenario = EngineScenario.open(moments.seed())) {
            Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
            scenario.awaitReady(owner);
            switchAccounts(scenario, moments, () -> scenario.harness.delete(owner));
            scenario.eventually(() -> assertThat(scenario.harness.isGone(owner)).isTrue());
            assertThat(scenario.aws.resources()).as("left when the finalizer went").isEmpty();
          }
        });
  }

  @Test
  void aLivingEnvironmentIsNotBuiltTwiceWhileAnotherIsBuilt() {
    forMoments(
        140,
        moments -> {
          try (EngineScenario scenario = EngineScenario.open(moments.seed())) {
            Owner one = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
            scenario.awaitReady(one);
            Map<String, String> before = scenario.allIds();
            switchAccounts(
                scenario,
                moments,
                () -> scenario.harness.apply("two", EngineScenario.spec("ElasticIp")));
            Owner two = new Owner(EngineHarness.CLUSTER, "uid-two", "lab/two");
            scenario.awaitReady(one, two);
            assertThat(scenario.allIds()).containsAllEntriesOf(before);
            Invariants.assertHold(scenario.aws, scenario.harness);
            scenario.deleteAndAwaitGone(List.of(one, two));
            assertThat(scenario.aws.resources()).isEmpty();
          }
        });
  }

  private static void switchAccounts(EngineScenario scenario, Moments moments, Runnable act) {
    scenario.aws.accounts().assign(EngineScenario.OTHER_ENGINE_KEY, WRONG);
    scenario.awaitPolls(2);
    AtomicLong right = new AtomicLong(moments.toWrong());
    scenario.harness.useAccessKey(() ->
        right.getAndDecrement() > 0 ? EngineScenario.ENGINE_KEY : EngineScenario.OTHER_ENGINE_KEY);
    act.run();
    scenario.runUntil(() -> right.get() < 0);
    scenario.advance(WRONG_FOR);
    AtomicLong wrong = new AtomicLong(moments.toRight());
    scenario.harness.useAccessKey(() ->
        wrong.getAndDecrement() > 0 ? EngineScenario.OTHER_ENGINE_KEY : EngineScenario.ENGINE_KEY);
    scenario.runUntil(() -> wrong.get() < 0);
    assertThat(scenario.writes(0))
        .as("written in the other account")
        .allMatch(call -> call.accountId().equals(RIGHT));
  }

  private void forMoments(int callsOfTheAct, Consumer<Moments> play) {
    System.out.println("AccountSwitchTest: -Dssmenv.seed=" + seed);
    Random random = new Random(seed);
    Stream<Moments> all =
        IntStream.range(0, samples)
            .mapToObj(index ->
                new Moments(
                    seed + index, random.nextInt(callsOfTheAct), random.nextInt(CALLS_OF_A_PASS)));
    all.forEach(moments -> {
      try {
        play.accept(moments);
      } catch (AssertionError e) {
        throw new AssertionError(moments + ": " + e.getMessage(), e);
      }
    });
  }
}
