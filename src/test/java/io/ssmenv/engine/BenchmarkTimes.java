package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes the times of a benchmark, prints them as a table and writes them as JSON. */
final class BenchmarkTimes {

  /** The first half of the runs warms up. */
  private static final Duration EACH =
      Duration.ofMillis(Integer.getInteger("ssmenv.benchmark.milliseconds", 2000));

  private static final int LEAST_RUNS = 6;
  private static final int LARGEST_GROUP = 50;

  /**
   * The times of one piece of work.
   *
   * @param instances of the environment
   * @param milliseconds of CPU, the median
   * @param ratio to an environment with a tenth of the instances; 10 is linear
   */
  record Row(
      String pattern, int instances, String work, double milliseconds, Optional<Double> ratio) {}

  private final List<Row> rows = new ArrayList<>();

  /** Kept, so that no compiler leaves out the work. */
  private volatile Object result = "";

  BenchmarkTimes() {
    System.out.printf(
        "%-17s %9s %-27s %10s %7s %8s%n", "PATTERN", "INSTANCES", "WORK", "MS OF CPU", "RATIO", "RUNS");
  }

  /** The numbers of instances, each ten times the one before. */
  static List<Integer> sizes() {
    return Stream.of(System.getProperty("ssmenv.instances", "1,10,100,1000").split(",", -1))
        .map(Integer::valueOf)
        .toList();
  }

  static List<String> patterns(String byDefault) {
    return List.of(System.getProperty("ssmenv.patterns", byDefault).split(",", -1));
  }

  /** The spec of an environment with a number of instances, in as few groups as are allowed. */
  static String spec(String pattern, int instances, String more) {
    List<String> groups =
        IntStream.range(0, Math.ceilDiv(instances, LARGEST_GROUP))
            .mapToObj(group ->
                "{name: app%d, count: %d}"
                    .formatted(
                        group, Math.min(LARGEST_GROUP, instances - group * LARGEST_GROUP)))
            .toList();
    return "{region: eu-west-1, connectivity: {pattern: %s}, instances: [%s]%s}"
        .formatted(pattern, String.join(", ", groups), more);
  }

  /** Takes the CPU time of some work, which is done again and again on this thread. */
  void add(String pattern, int instances, String work, Supplier<?> done) {
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + EACH.toNanos();
    while (System.nanoTime() < end || nanos.size() < LEAST_RUNS) {
      long start = cpu.getCurrentThreadCpuTime();
      result = done.get();
      nanos.add(cpu.getCurrentThreadCpuTime() - start);
    }
    List<Long> warm = new ArrayList<>(nanos.subList(nanos.size() / 2, nanos.size()));
    Collections.sort(warm);
    double median = warm.get(warm.size() / 2) / 1e6;
    Optional<Double> ratio =
        rows.stream()
            .filter(row -> row.pattern().equals(pattern) && row.work().equals(work))
            .filter(row -> row.instances() * 10 == instances)
            .map(row -> median / row.milliseconds())
            .findFirst();
    Row row = new Row(pattern, instances, work, median, ratio);
    rows.add(row);
    System.out.printf(
        "%-17s %9d %-27s %10.3f %7s %8d%n",
        pattern, instances, work, median, ratio.map("%.1f"::formatted).orElse("-"), nanos.size());
  }

  void write(String name) throws IOException {
    Path file = Path.of("target", "benchmarks", name);
    Files.createDirectories(file.getParent());
    List<List<Object>> table =
        rows.stream()
            .map(row ->
                List.<Object>of(
                    row.pattern(), row.instances(), row.work(), row.milliseconds(),
                    row.ratio().orElse(0.0)))
            .toList();
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), table);
  }
}
