package io.ssmenv.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes the CPU times of a benchmark, prints them as a table and writes them as JSON. */
final class BenchmarkTimes {

  /** How often the compilers have to see a method until they compile it for good. */
  private static final int WARM_RUNS = Integer.getInteger("ssmenv.warm", 20_000);

  /** Work that takes long is warm sooner, because its loops are. */
  private static final Duration WARM_LIMIT = Duration.ofSeconds(5);

  private static final int LEAST_RUNS = 5;
  private static final int MOST_RUNS = 1_000;
  private static final int LARGEST_GROUP = 50;

  /**
   * The times of one piece of work.
   *
   * @param instances of the environment
   * @param milliseconds of CPU, the median
   * @param ratio to an environment with a tenth of the instances; 10 is linear, and 0 stands for no
   *     such environment
   */
  record Row(String pattern, int instances, String work, double milliseconds, double ratio) {}

  private final ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
  private final List<Row> rows = new ArrayList<>();

  BenchmarkTimes() {
    System.out.printf(
        "%-17s %9s %-26s %9s %6s%n", "PATTERN", "INSTANCES", "WORK", "MS OF CPU", "RATIO");
  }

  /** The numbers of instances, each ten times the one before. */
  static List<Integer> sizes(String byDefault) {
    return Stream.of(System.getProperty("ssmenv.instances", byDefault).split(",", -1))
        .map(Integer::valueOf)
        .toList();
  }

  static List<String> patterns(String byDefault) {
    return List.of(System.getProperty("ssmenv.patterns", byDefault).split(",", -1));
  }

  /** The spec of an environment with a number of instances, in as few groups as are allowed. */
  static String spec(String pattern, int instances) {
    List<String> groups =
        IntStream.range(0, Math.ceilDiv(instances, LARGEST_GROUP))
            .mapToObj(group ->
                "{name: app%d, count: %d}"
                    .formatted(group, Math.min(LARGEST_GROUP, instances - group * LARGEST_GROUP)))
            .toList();
    return "{region: eu-west-1, connectivity: {pattern: %s}, instances: [%s]}"
        .formatted(pattern, String.join(", ", groups));
  }

  /** Takes the time of some work, which is done again and again on this thread. */
  void add(String pattern, int instances, String work, Supplier<?> done) {
    long warm = cpu.getCurrentThreadCpuTime() + WARM_LIMIT.toNanos();
    int warming = 0;
    while (warming < LEAST_RUNS || (warming < WARM_RUNS && cpu.getCurrentThreadCpuTime() < warm)) {
      requireNonNull(done.get());
      warming++;
    }
    List<Long> nanos =
        IntStream.range(0, Math.clamp(warming / 4, LEAST_RUNS, MOST_RUNS))
            .mapToObj(_ -> once(done))
            .sorted()
            .toList();
    double median = nanos.get(nanos.size() / 2) / 1e6;
    double ratio =
        rows.stream()
            .filter(row -> row.pattern().equals(pattern) && row.work().equals(work))
            .filter(row -> row.instances() * 10 == instances)
            .mapToDouble(row -> median / row.milliseconds())
            .findFirst()
            .orElse(0);
    rows.add(new Row(pattern, instances, work, median, ratio));
    System.out.printf(
        "%-17s %9d %-26s %9.3f %6s%n",
        pattern, instances, work, median, ratio == 0 ? "-" : "%.1f".formatted(ratio));
  }

  private long once(Supplier<?> done) {
    long start = cpu.getCurrentThreadCpuTime();
    requireNonNull(done.get());
    return cpu.getCurrentThreadCpuTime() - start;
  }

  void write(String name) throws IOException {
    Path file = Path.of("target", "benchmarks", name);
    Files.createDirectories(file.getParent());
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), rows);
  }
}
