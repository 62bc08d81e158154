package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the operator remembers of environments goes with them. */
class SoakTest {

  private static final int HOURS = 1;
  private static final int ENVIRONMENTS = 3;

  /** AWS lists what is terminated or deleted for about an hour. */
  private static final Duration FORGOTTEN = Duration.ofHours(2);

  /** {@code src/test/benchmarks/run soak} is the same for a day. */
  @Test
  void whatTheOperatorRemembersDoesNotGrow() {
    try (SoakRun run = new SoakRun(Long.getLong("ssmenv.seed", 14), ENVIRONMENTS, false)) {
      run.hour();
      run.deleteChanging();
      run.scenario.advance(FORGOTTEN);
      SortedMap<String, Long> before = RetainedSizes.of(run.scenario.harness.memory());
      for (int i = 0; i < HOURS; i++) {
        run.hour();
      }
      run.deleteChanging();
      run.scenario.advance(FORGOTTEN);
      assertThat(grown(before, RetainedSizes.of(run.scenario.harness.memory())))
          .as("elements of maps and collections after %s environments", run.created())
          .isEmpty();
    }
  }

  private static SortedMap<String, String> grown(
      SortedMap<String, Long> before, SortedMap<String, Long> after) {
    SortedMap<String, String> grown = new TreeMap<>();
    after.forEach((field, size) -> {
      boolean ofApis = field.startsWith("ApiBudget") || field.startsWith("ReadBudget");
      long was = before.getOrDefault(field, 0L);
      if (size > was && !ofApis) {
        grown.put(field, was + " to " + size);
      }
    });
    return grown;
  }
}
