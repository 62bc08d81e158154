package io.ssmenv.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which instances share a command. */
class EgressQueueTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Owner OWNER = new Owner("c", "u", "lab/one");

  private static final CloudError GONE = new CloudError.NotFound("SendCommand", "Gone", "gone");
  private static final CloudError DENIED = new CloudError.Denied("SendCommand", "Denied", "no");

  private final EgressQueue queue = new EgressQueue();

  private void ask(String... instances) {
    queue.ask(
        OWNER,
        "1",
        Set.of(instances),
        Stream.of(instances).map(EgressQueueTest::question).toList());
  }

  private static Question question(String id) {
    return new Question(id, Platform.LINUX, List.of("https://a.example/"), Optional.empty());
  }

  private List<List<String>> commands() {
    return queue.batches(EgressCommands.MAX_INSTANCES, NOW).stream()
        .map(EgressQueue.Batch::instances)
        .toList();
  }

  @Test
  void noCommandNamesMoreInstancesThanAwsAllows() {
    ask(ids(120));
    assertThat(commands()).extracting(List::size).containsExactly(50, 50, 20);
  }

  @Test
  void afterARefusalEachIsAskedAloneUntilNobodyAsksForIt() {
    ask("i-1", "i-2");
    queue.refused(queue.batches(50, NOW).getFirst(), GONE, NOW, NOW);
    assertThat(commands()).containsExactly(List.of("i-1"), List.of("i-2"));
    ask();
    assertThat(commands()).isEmpty();
    ask("i-1", "i-2");
    assertThat(commands()).containsExactly(List.of("i-1", "i-2"));
  }

  /** Lets time pass, while AWS refuses each command with one of some instances. */
  private List<EgressQueue.Batch> run(Duration time, Predicate<String> refused) {
    List<EgressQueue.Batch> calls = new ArrayList<>();
    for (Instant now = NOW; now.isBefore(NOW.plus(time)); now = now.plus(EgressTiming.TICK)) {
      for (EgressQueue.Batch batch : queue.batches(EgressCommands.MAX_INSTANCES, now)) {
        if (queue.waits(batch, now)) {
          continue;
        }
        calls.add(batch);
        if (batch.instances().stream().anyMatch(refused)) {
          queue.refused(batch, DENIED, now, now);
        } else {
          queue.sent(batch, new EgressCommands.Sent("c-" + calls.size(), now), NOW.plusSeconds(1));
        }
      }
    }
    return calls;
  }

  private List<String> asked() {
    return queue.open().stream().flatMap(one -> one.batch().instances().stream()).toList();
  }

  private static String[] ids(int count) {
    return IntStream.range(0, count).mapToObj(one -> "i-" + one).toArray(String[]::new);
  }

  @Test
  void oneInstanceThatIsRefusedIsFoundByHalves() {
    ask(ids(50));
    assertThat(run(Duration.ofSeconds(30), "i-37"::equals)).hasSizeLessThan(16);
    assertThat(asked()).hasSize(49).doesNotContain("i-37");
    assertThat(queue.answers(OWNER).failure()).contains(DENIED);
  }

  @Test
  void refusedInstancesAreFoundHoweverManyTheyAre() {
    ask(ids(120));
    Predicate<String> refused = id -> id.hashCode() % 3 == 0;
    run(Duration.ofHours(12), refused);
    assertThat(asked())
        .containsExactlyInAnyOrderElementsOf(Stream.of(ids(120)).filter(refused.negate()).toList());
  }

  @Test
  void aMissingPolicyCostsFewCalls() {
    ask(ids(1000));
    assertThat(run(Duration.ofMinutes(1), _ -> true)).hasSizeLessThan(16);
  }

  @Test
  void duringAMissingPolicyAllAreTriedFromTimeToTime() {
    ask(ids(1000));
    assertThat(run(Duration.ofHours(1), _ -> true)).hasSizeLessThan(50);
    assertThat(queue.answers(OWNER).failure()).contains(DENIED);
  }

  @Test
  void anotherTenantIsAskedWhileAllOfOneAreRefused() {
    ask(ids(100));
    run(Duration.ofMinutes(10), _ -> true);
    Owner other = new Owner("c", "v", "lab/two");
    queue.ask(other, "1", Set.of("i-x"), List.of(question("i-x")));
    run(Duration.ofMinutes(12), id -> !id.equals("i-x"));
    assertThat(asked()).containsExactly("i-x");
    assertThat(queue.answers(other).failure()).isEmpty();
  }
}
