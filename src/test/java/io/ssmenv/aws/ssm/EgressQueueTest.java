package io.ssmenv.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which instances share a command. */
class EgressQueueTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Owner OWNER = new Owner("c", "u", "lab/one");

  private final EgressQueue queue = new EgressQueue();

  private void ask(String... instances) {
    queue.ask(
        OWNER,
        "1",
        Set.of(instances),
        Stream.of(instances)
            .map(id ->
                new Question(id, Platform.LINUX, List.of("https://a.example/"), Optional.empty()))
            .toList());
  }

  private List<List<String>> commands() {
    return queue.batches(EgressCommands.MAX_INSTANCES).stream()
        .map(EgressQueue.Batch::instances)
        .toList();
  }

  @Test
  void noCommandNamesMoreInstancesThanAwsAllows() {
    ask(IntStream.range(0, 120).mapToObj(one -> "i-" + one).toArray(String[]::new));
    assertThat(commands()).extracting(List::size).containsExactly(50, 50, 20);
  }

  @Test
  void afterARefusalEachIsAskedAloneUntilNobodyAsksForIt() {
    ask("i-1", "i-2");
    queue.refused(queue.batches(50).getFirst(), NOW);
    assertThat(commands()).containsExactly(List.of("i-1"), List.of("i-2"));
    ask();
    assertThat(commands()).isEmpty();
    ask("i-1", "i-2");
    assertThat(commands()).containsExactly(List.of("i-1", "i-2"));
  }
}
