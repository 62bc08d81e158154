package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
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
   * @param milliseconds the median
   * @param ratio to an environment with a tenth of the instances; 10 is linear
   */
  record Row(
      String pattern, int instances, String work, double milliseconds, Optional<Double> ratio) {}

  private final List<Row> rows = new ArrayList<>();

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

  /** Takes the time of some work, which is done again and again. */
  void add(String pattern, int instances, String work, Supplier<?> done) {
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + EACH.toNanos();
    int results = 0;
    while (System.nanoTime() < end || nanos.size() < LEAST_RUNS) {
      long start = System.nanoTime();
      results += done.get().hashCode() & 1;
      nanos.add(System.nanoTime() - start);
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
    print(row, nanos.size(), results);
  }

  private static void print(Row row, int runs, int results) {
    System.out.printf(
        "%-17s %5d %-28s %10.3f ms %7s   (%d runs%s)%n",
        row.pattern(),
        row.instances(),
        row.work(),
        row.milliseconds(),
        row.ratio().map("%.1f"::formatted).orElse("-"),
        runs,
        results < 0 ? "?" : "");
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
