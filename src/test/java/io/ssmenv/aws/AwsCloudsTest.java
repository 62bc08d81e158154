package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.cloud.Scope;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Simulations;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AwsCloudsTest {

  @Test
  void aRegionIsReadAsSoonAsItIsOpened() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads)) {
      clouds.in(new Scope("eu-west-1"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(aws.callLog().calls()).isNotEmpty());
    }
  }

  @Test
  void atTheEndOfTheOperatorNoFurtherRegionIsRead() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads)) {
      clouds.stopReading();
      clouds.in(new Scope("eu-west-1"));
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(aws.callLog().calls()).isEmpty());
    }
  }

  private static AwsClouds clouds(SimulatedAws aws, ExecutorService threads) {
    return new AwsClouds(
        ClientFactory.of(aws.endpoint(), "AKIDTEST", "secret"),
        "cluster-1",
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        Clock.systemUTC(),
        threads,
        owner -> {});
  }
}
