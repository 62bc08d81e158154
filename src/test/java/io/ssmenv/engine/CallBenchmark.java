package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Counts the AWS calls of environments that are built, left alone and deleted. It asserts nothing:
 * {@code src/test/benchmarks/run} prints the numbers.
 */
class CallBenchmark {

  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final int POLLS = 10;

  /** The largest pages of AWS: resource types with another one than 1,000. */
  private static final Map<String, Integer> PAGES = Map.of("route-table", 100, "instance-ping", 50);

  /** What a poll lists, at one call or more for each. Elastic IPs have no pages. */
  private static final List<String> LISTED =
      List.of(
          "vpc",
          "subnet",
          "internet-gateway",
          "natgateway",
          "route-table",
          "network-interface",
          "vpc-endpoint",
          "security-group",
          "instance",
          "instance-ping",
          "role",
          "elastic-ip");

  /**
   * One phase of some environments.
   *
   * @param calls of the engine
   * @param bound the fewest calls that can do the same
   * @param seconds virtual time
   * @param actions calls by action
   */
  record Row(
      String pattern,
      int environments,
      String phase,
      double calls,
      double bound,
      long seconds,
      Map<String, Long> actions) {}

  @Test
  void count() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String pattern : System.getProperty("ssmenv.patterns", "NatGateway").split(",", -1)) {
      for (String number : System.getProperty("ssmenv.environments", "1,20,100").split(",", -1)) {
        rows.addAll(run(pattern, Integer.parseInt(number)));
      }
    }
    System.out.printf(
        "%-17s %12s %-18s %9s %9s %6s %8s%n",
        "PATTERN", "ENVIRONMENTS", "PHASE", "CALLS", "BOUND", "RATIO", "SECONDS");
    rows.forEach(row ->
        System.out.printf(
            "%-17s %12d %-18s %9.1f %9.1f %6.2f %8d%n",
            row.pattern(),
            row.environments(),
            row.phase(),
            row.calls(),
            row.bound(),
            row.calls() / row.bound(),
            row.seconds()));
    Path file = Path.of("target", "benchmarks", "calls.json");
    Files.createDirectories(file.getParent());
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), rows);
    String first = rows.getFirst().pattern();
    Files.writeString(
        file.resolveSibling("calls.svg"),
        LogLogChart.draw(
            "AWS calls of " + first + " environments",
            "Calls of one poll, and to build and to delete one of them; dashed: the fewest possible",
            Stream.of("poll", "create, each", "delete, each")
                .flatMap(phase ->
                    Stream.of(line(rows, first, phase, false), line(rows, first, phase, true)))
                .toList()));
  }

  private static LogLogChart.Line line(
      List<Row> rows, String pattern, String phase, boolean bound) {
    TreeMap<Integer, Double> values = new TreeMap<>();
    rows.stream()
        .filter(row -> row.pattern().equals(pattern) && row.phase().equals(phase))
        .forEach(row -> values.put(row.environments(), bound ? row.bound() : row.calls()));
    return new LogLogChart.Line(bound ? "" : phase, bound, values);
  }

  private static List<Row> run(String pattern, int environments) {
    try (EngineScenario scenario = EngineScenario.open(7)) {
      List<Row> rows = new ArrayList<>();
      long mark = scenario.mark();
      Instant start = scenario.time.instant();
      List<Owner> owners =
          IntStream.range(0, environments)
              .mapToObj(i -> scenario.harness.apply("e" + i, EngineScenario.spec(pattern)))
              .toList();
      scenario.awaitReady(owners);
      List<CallRecord> built = calls(scenario, mark);
      rows.add(row(scenario, pattern, environments, "create, each", built, environments, start));
      scenario.advance(IDLE);

      mark = scenario.mark();
      start = scenario.time.instant();
      scenario.advance(IDLE);
      List<CallRecord> idle = calls(scenario, mark);
      double bound = ofPoll(scenario.aws.resources());
      rows.add(
          new Row(
              pattern,
              environments,
              "poll",
              (double) idle.size() / POLLS,
              bound,
              seconds(scenario, start) / POLLS,
              byAction(idle)));

      mark = scenario.mark();
      start = scenario.time.instant();
      scenario.deleteAndAwaitGone(owners);
      rows.add(
          row(
              scenario,
              pattern,
              environments,
              "delete, each",
              calls(scenario, mark),
              environments,
              start));
      return rows;
    }
  }

  /** The bound is one call for each different write that succeeded. */
  private static Row row(
      EngineScenario scenario,
      String pattern,
      int environments,
      String phase,
      List<CallRecord> calls,
      int divisor,
      Instant start) {
    long writes =
        calls.stream()
            .filter(CallRecord::wrote)
            .map(call -> call.action() + " " + call.parameters())
            .distinct()
            .count();
    return new Row(
        pattern,
        environments,
        phase,
        (double) calls.size() / divisor,
        (double) writes / divisor,
        seconds(scenario, start),
        byAction(calls));
  }

  /** Reads that AWS takes for one resource at a time come round in this many polls, but for few. */
  private static final int ROUND = 60;

  /**
   * The pages of the listings, and the reads of single resources in turn: two calls for the
   * attributes of a VPC, in each poll for one at least, and one for the tags of an instance
   * profile.
   */
  private static double ofPoll(Collection<ResourceSummary> resources) {
    Map<String, Long> counts =
        resources.stream()
            .collect(
                Collectors.groupingBy(ResourceSummary::type, TreeMap::new, Collectors.counting()));
    System.out.println("CallBenchmark: resources: " + counts);
    counts.put("instance-ping", counts.getOrDefault("instance", 0L));
    double inTurn =
        2 * Math.max(1, counts.getOrDefault("vpc", 0L) / (double) ROUND)
            + counts.getOrDefault("instance-profile", 0L) / (double) ROUND;
    return inTurn
        + LISTED.stream()
            .mapToLong(type ->
                type.equals("elastic-ip")
                    ? 1
                    : Math.max(
                        1,
                        Math.ceilDiv(
                            counts.getOrDefault(type, 0L), PAGES.getOrDefault(type, 1000))))
            .sum();
  }

  private static List<CallRecord> calls(EngineScenario scenario, long mark) {
    return scenario.aws.callLog().calls().stream()
        .skip(mark)
        .filter(call -> call.accessKeyId().startsWith(EngineScenario.ENGINE_KEY))
        .toList();
  }

  private static Map<String, Long> byAction(List<CallRecord> calls) {
    return calls.stream()
        .collect(Collectors.groupingBy(CallRecord::action, TreeMap::new, Collectors.counting()));
  }

  private static long seconds(EngineScenario scenario, Instant start) {
    return Duration.between(start, scenario.time.instant()).toSeconds();
  }
}
