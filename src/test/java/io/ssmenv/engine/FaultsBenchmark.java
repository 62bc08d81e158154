package io.ssmenv.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What faults cost that hit all environments of an account: the AWS calls per minute while they
 * last, and how long it takes until everything is as before. It asserts nothing: {@code
 * src/test/benchmarks/run faults} prints the numbers.
 */
class FaultsBenchmark {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(10);

  /**
   * A fault.
   *
   * @param before calls per minute, while nothing happens
   * @param begin calls per minute of the first tenth of the fault
   * @param end calls per minute of its second half
   * @param after calls of the two minutes that follow it
   * @param writes of all that time
   * @param reconciles per minute while the fault lasts
   * @param recovery seconds until all environments are Ready and in sync
   */
  record Row(
      String fault,
      int environments,
      double before,
      double begin,
      double end,
      long after,
      long writes,
      double reconciles,
      double recovery) {}

  private final List<Row> rows = new ArrayList<>();

  @Test
  void measure() throws IOException {
    int environments = Integer.getInteger("ssmenv.environments", 200);
    System.out.printf(
        "%-44s %6s %6s %6s %6s %6s %10s %10s%n",
        "FAULT", "BEFORE", "BEGIN", "END", "AFTER", "WRITES", "RECONCILES", "RECOVERY s");
    try (EngineScenario scenario =
        EngineScenario.open(Simulations.options().withSeed(14).withQuotas(Quotas.UNLIMITED))) {
      SettledTimes settled = new SettledTimes(scenario);
      List<Owner> owners =
          IntStream.range(0, environments)
              .mapToObj(i -> scenario.harness.apply("e" + i, EngineScenario.spec("ElasticIp")))
              .toList();
      settled.await(owners, STEP, LIMIT);
      scenario.advance(Duration.ofMinutes(10));
      faults(scenario)
          .forEach((name, fault) -> rows.add(print(run(scenario, owners, name, fault))));
    }
    Path folder = Files.createDirectories(Path.of("target", "benchmarks"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve("faults.json").toFile(), rows);
  }

  private record Course(Duration duration, Runnable begins) {}

  private static Map<String, Course> faults(EngineScenario scenario) {
    Faults aws = scenario.aws.faults();
    Runnable away = () -> scenario.harness.api().setWrites(ApiServerState.Writes.REFUSED);
    Map<String, Course> all = new LinkedHashMap<>();
    all.put("an hour without AWS", new Course(Duration.ofHours(1), () -> aws.outage()));
    all.put(
        "expired credentials",
        new Course(Duration.ofHours(1), () -> refused(aws, FaultTarget.ALL, "ExpiredToken")));
    all.put(
        "no permission for DescribeSubnets",
        new Course(
            Duration.ofHours(1),
            () -> refused(aws, FaultTarget.forAction("DescribeSubnets"), "UnauthorizedOperation")));
    all.put(
        "empty lists",
        new Course(
            Duration.ofMinutes(30),
            () -> aws.add(FaultTarget.ALL, new Fault.EmptyLists(), 1, Faults.ALWAYS)));
    all.put("ten minutes without the API server", new Course(Duration.ofMinutes(10), away));
    all.put(
        "ten minutes without AWS and the API server",
        new Course(
            Duration.ofMinutes(10),
            () -> {
              aws.outage();
              away.run();
            }));
    return all;
  }

  private static void refused(Faults aws, FaultTarget target, String error) {
    aws.add(target, new Fault.Refused(AwsErrors.of(error)), 1, Faults.ALWAYS);
  }

  private static Row print(Row row) {
    System.out.printf(
        "%-44s %6.1f %6.1f %6.1f %6d %6d %10.1f %10.0f%n",
        row.fault(),
        row.before(),
        row.begin(),
        row.end(),
        row.after(),
        row.writes(),
        row.reconciles(),
        row.recovery());
    return row;
  }

  private static Row run(EngineScenario scenario, List<Owner> owners, String name, Course fault) {
    Duration calm = Duration.ofMinutes(5);
    double before = perMinute(scenario, calm);
    AtomicLong reconciles = new AtomicLong();
    scenario.harness.observe(_ -> reconciles.incrementAndGet());
    CountedCalls counted = new CountedCalls(scenario.aws);
    fault.begins().run();
    double begin = perMinute(scenario, fault.duration().dividedBy(10));
    scenario.advance(fault.duration().multipliedBy(4).dividedBy(10));
    double end = perMinute(scenario, fault.duration().dividedBy(2));
    double each = (double) reconciles.get() / fault.duration().toMinutes();
    scenario.aws.faults().clear();
    scenario.harness.api().setWrites(ApiServerState.Writes.STORED);
    Instant over = scenario.time.instant();
    long mark = scenario.network.calls();
    double recovery = recovery(scenario, owners, over);
    Duration rest = Duration.ofMinutes(2).minus(Duration.between(over, scenario.time.instant()));
    if (rest.isPositive()) {
      scenario.advance(rest);
    }
    long after = scenario.network.calls() - mark;
    return new Row(
        name, owners.size(), before, begin, end, after, counted.writes(), each, recovery);
  }

  private static double recovery(EngineScenario scenario, List<Owner> owners, Instant over) {
    Instant limit = over.plus(LONGEST_RECOVERY);
    while (!owners.stream().allMatch(owner -> isWell(scenario, owner))) {
      if (scenario.time.instant().isAfter(limit)) {
        return Double.POSITIVE_INFINITY;
      }
      scenario.advance(STEP);
    }
    return Duration.between(over, scenario.time.instant()).toMillis() / 1000.0;
  }

  private static boolean isWell(EngineScenario scenario, Owner owner) {
    return scenario.harness.isTrue(owner, "Ready")
        && scenario.harness.isTrue(owner, "InSync")
        && scenario.harness.isTrue(owner, "AWSReachable");
  }

  private static double perMinute(EngineScenario scenario, Duration duration) {
    int mark = scenario.network.calls();
    scenario.advance(duration);
    return (scenario.network.calls() - mark) * 60.0 / duration.toSeconds();
  }
}
