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
 * {@code -Dssmenv.idle.environments} and {@code -Dssmenv.idle.sweep} (seconds) make it larger.
 */
@ExtendWith(ApiServerExtension.class)
class IdleIT {

  private static final int FEW = 3;
  private static final int MANY = Integer.getInteger("ssmenv.idle.environments", 9);
  private static final Duration SWEEP =
      Duration.ofSeconds(Integer.getInteger("ssmenv.idle.sweep", 6));

  /** What differs by chance: a sweep more or less, and what is read in rotation. */
  private static final double TOLERANCE = 1.35;

  @Test
  void idleCallsDoNotGrowWithTheEnvironmentsAndALostRouteIsBackAfterASweep(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "idle");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator =
            RunningOperator.start(server.newClient(), environments, aws, SWEEP)) {
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
          .atMost(SWEEP.plusSeconds(10))
          .untilAsserted(() -> assertThat(withDefaultRoute(aws)).hasSize(MANY));
      System.out.println("IdleIT: back after " + Duration.between(broken, Instant.now()));

      String[] all = names(0, MANY);
      List.of(all).forEach(environments::delete);
      environments.awaitGone(all);
      assertThat(aws.resources()).isEmpty();
    }
  }

  /** The calls of two sweeps, after everything has come to rest. */
  private static List<CallRecord> idle(SimulatedAws aws) throws InterruptedException {
    await()
        .during(SWEEP.plusSeconds(2))
        .atMost(SWEEP.multipliedBy(4).plusSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> callsSince(aws, Instant.now().minusSeconds(5)).size() < 40);
    Instant begin = Instant.now();
    await().pollDelay(SWEEP.multipliedBy(2)).atMost(SWEEP.multipliedBy(3)).until(() -> true);
    return callsSince(aws, begin);
  }

  private static List<CallRecord> callsSince(SimulatedAws aws, Instant begin) {
    return aws.callLog().calls().stream()
        .filter(call -> call.accessKeyId().equals(RunningOperator.ACCESS_KEY))
        .filter(call -> call.time().isAfter(begin))
        .toList();
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
