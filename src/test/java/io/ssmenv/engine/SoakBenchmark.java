package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A day in virtual time in which everything changes, with the memory at the end of each hour. The
 * environments have to be as their specs say then, and nothing else may be left: that is asserted.
 * {@code src/test/benchmarks/run soak} prints the numbers. {@code -Dssmenv.ends=true} also ends the
 * operator again and again, which empties its memory.
 */
class SoakBenchmark {

  /**
   * An hour.
   *
   * @param created environments so far
   * @param heapMiB of the whole test after a collection, with the simulated AWS
   * @param remembered elements of all maps and collections of the operator
   */
  record Hour(
      int hour, int environments, int created, double heapMiB, long remembered, long calls) {}

  @Test
  void soak() throws IOException {
    long seed = Long.getLong("ssmenv.seed", 14);
    int hours = Integer.getInteger("ssmenv.hours", 24);
    boolean ends = Boolean.getBoolean("ssmenv.ends");
    List<Hour> all = new ArrayList<>();
    System.out.printf(
        "-Dssmenv.seed=%d -Dssmenv.hours=%d -Dssmenv.ends=%s%n%5s %12s %8s %9s %11s %8s%n",
        seed, hours, ends, "HOUR", "ENVIRONMENTS", "CREATED", "HEAP MiB", "REMEMBERED", "CALLS");
    try (SoakRun run = new SoakRun(seed, Integer.getInteger("ssmenv.environments", 6), ends)) {
      for (int hour = 1; hour <= hours; hour++) {
        run.hour();
        all.add(print(hour, run));
      }
      run.deleteChanging();
      all.add(print(hours + 1, run));
      System.out.println("events: " + new TreeMap<>(run.events()));
    }
    Path folder = Files.createDirectories(Path.of("target", "benchmarks"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("soak.json").toFile(), all);
  }

  /** The log of calls grows until it has 50,000, whatever the operator does. */
  private static Hour print(int number, SoakRun run) {
    run.scenario.aws.callLog().clear();
    Map<String, Long> sizes = RetainedSizes.of(run.scenario.harness.memory());
    Hour hour =
        new Hour(
            number,
            run.environments(),
            run.created(),
            heapMiB(),
            sizes.values().stream().mapToLong(Long::longValue).sum(),
            run.scenario.network.calls());
    System.out.printf(
        "%5d %12d %8d %9.1f %11d %8d%n",
        hour.hour(),
        hour.environments(),
        hour.created(),
        hour.heapMiB(),
        hour.remembered(),
        hour.calls());
    return hour;
  }

  private static double heapMiB() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
  }
}
