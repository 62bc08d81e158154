package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Scope;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Simulations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  @Test
  void allRegionsStopBeforeTheReadsOfAnyAreWaitedFor() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds =
            clouds(
                aws,
                threads,
                new PollSettings(
                    Duration.ofMinutes(1), Duration.ofSeconds(5), () -> new Told(told)))) {
      clouds.in(new Scope("eu-west-1"));
      clouds.in(new Scope("eu-north-1"));
      clouds.stopReading();
      assertThat(told.subList(0, 4)).containsExactly("begin", "begin", "stop", "stop");
      assertThat(told.subList(4, told.size())).contains("end");
    }
  }

  private record Told(List<String> told) implements PollTimer {
    @Override
    public void begin(Duration pause, Runnable task) {
      told.add("begin");
    }

    @Override
    public void stop() {
      told.add("stop");
    }

    @Override
    public void end(Duration limit) {
      told.add("end");
    }
  }

  private static AwsClouds clouds(SimulatedAws aws, ExecutorService threads) {
    return clouds(aws, threads, PollSettings.every(Duration.ofMinutes(1), Duration.ofSeconds(5)));
  }

  private static AwsClouds clouds(
      SimulatedAws aws, ExecutorService threads, PollSettings pollSettings) {
    return new AwsClouds(
        ClientFactory.of(aws.endpoint(), "AKIDTEST", "secret"),
        "cluster-1",
        pollSettings,
        Clock.systemUTC(),
        threads,
        owner -> {},
        new InternalErrors(() -> {}));
  }
}
