package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * Many environments cost no more AWS calls than few while nothing happens, and none is forgotten.
 * {@code -Dssmenv.idle.environments} and {@code -Dssmenv.idle.interval} (seconds) make it larger.
 */
@ExtendWith(ApiServerExtension.class)
class IdleIT {

  private static final int FEW = 3;
  private static final int MANY = Integer.getInteger("ssmenv.idle.environments", 9);
  private static final Duration POLL_INTERVAL =
      Duration.ofSeconds(Integer.getInteger("ssmenv.idle.interval", 6));

  /** One of the calls of each poll. */
  private static final String POLL = "DescribeInternetGateways";

  /** What differs by chance: the attributes that are read in turn. */
  private static final double TOLERANCE = 1.35;

  @Test
  void idleCallsDoNotGrowWithTheEnvironmentsAndALostRouteIsBackAfterAPoll(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "idle");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator =
            RunningOperator.start(server.newClient(), environments, aws, POLL_INTERVAL)) {
      environments.awaitReady(apply(environments, 0, FEW));
      List<CallRecord> few = idle(aws);
      environments.awaitReady(apply(environments, FEW, MANY));
      List<CallRecord> many = idle(aws);
      System.out.println(
          "IdleIT: calls of " + FEW + ": " + few.size() + ", of " + MANY + ": " + many.size());
      assertThat(few).noneMatch(CallRecord::mutating);
      assertThat(many).noneMatch(CallRecord::mutating);
      assertThat((double) many.size()).isLessThanOrEqualTo(few.size() * TOLERANCE);

      Instant broken = Instant.now();
      breakRoute(aws);
      await()
          .atMost(POLL_INTERVAL.plusSeconds(10))
          .untilAsserted(() -> assertThat(withDefaultRoute(aws)).hasSize(MANY));
      System.out.println("IdleIT: back after " + Duration.between(broken, Instant.now()));

      String[] all = names(0, MANY);
      List.of(all).forEach(environments::delete);
      environments.awaitGone(all);
      assertThat(aws.resources()).isEmpty();
    }
  }

  /**
   * The calls of two polls from now on, once AWS is read at the poll interval and not in between.
   */
  private static List<CallRecord> idle(SimulatedAws aws) {
    int mark = aws.callLog().calls().size();
    return await()
        .atMost(POLL_INTERVAL.multipliedBy(4).plusSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> lastTwoPolls(aws, mark), calls -> !calls.isEmpty());
  }

  /** Empty if AWS was read in between, which is much sooner than an interval after a poll. */
  private static List<CallRecord> lastTwoPolls(SimulatedAws aws, int mark) {
    List<CallRecord> calls =
        aws.callLog().calls().stream()
            .skip(mark)
            .filter(call -> call.accessKeyId().equals(RunningOperator.ACCESS_KEY))
            .toList();
    List<CallRecord> polls = calls.stream().filter(call -> call.action().equals(POLL)).toList();
    if (polls.size() < 3) {
      return List.of();
    }
    CallRecord before = polls.get(polls.size() - 3);
    CallRecord first = polls.get(polls.size() - 2);
    CallRecord second = polls.getLast();
    return isAlone(calls, before, first) && isAlone(calls, first, second)
        ? calls.subList(calls.indexOf(before) + 1, calls.indexOf(second) + 1)
        : List.of();
  }

  /** Whether AWS was called only at two polls, and not in between. */
  private static boolean isAlone(List<CallRecord> calls, CallRecord poll, CallRecord next) {
    Instant end = poll.time().plus(POLL_INTERVAL.dividedBy(3));
    Instant begin = next.time().minus(POLL_INTERVAL.dividedBy(3));
    return end.isBefore(begin)
        && calls.stream()
            .noneMatch(call -> call.time().isAfter(end) && call.time().isBefore(begin));
  }

  private static void breakRoute(SimulatedAws aws) {
    try (Ec2Client ec2 = AwsClients.of(aws).ec2()) {
      String table = withDefaultRoute(aws).getLast().routeTableId();
      ec2.deleteRoute(request -> request.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
    }
  }

  private static List<RouteTable> withDefaultRoute(SimulatedAws aws) {
    try (Ec2Client ec2 = AwsClients.of(aws).ec2()) {
      return ec2.describeRouteTablesPaginator().routeTables().stream()
          .filter(one ->
              one.routes().stream()
                  .anyMatch(route -> "0.0.0.0/0".equals(route.destinationCidrBlock())))
          .toList();
    }
  }

  private static String[] apply(Environments environments, int from, int to) {
    IntStream.range(from, to).forEach(index -> environments.apply(environment(index)));
    return names(from, to);
  }

  private static String[] names(int from, int to) {
    return IntStream.range(from, to).mapToObj(index -> "idle-" + index).toArray(String[]::new);
  }

  private static String environment(int index) {
    return Environments.yaml(
        "idle-" + index,
        """
        region: eu-west-1
        connectivity: {pattern: ElasticIp}
        network: {cidr: 10.%d.0.0/16}
        instances: [{name: app}]
        """
            .formatted(index + 1));
  }
}
