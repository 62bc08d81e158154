package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Scope;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Simulations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AwsCloudsTest {

  private static final Owner OWNER = new Owner("cluster-1", "uid-1", "lab/one");
  private static final Owner OTHER = new Owner("cluster-1", "uid-2", "lab/two");

  @Test
  void aRegionIsReadAsSoonAsItIsOpened() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads)) {
      clouds.enter(OWNER, new Scope("eu-west-1"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(aws.callLog().calls()).isNotEmpty());
    }
  }

  @Test
  void afterReadingStopsNoOtherRegionIsRead() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads)) {
      clouds.stopReading();
      clouds.enter(OWNER, new Scope("eu-west-1"));
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(aws.callLog().calls()).isEmpty());
    }
  }

  @Test
  void allRegionsStopBeforeTheReadsOfAnyAreAwaited() throws Exception {
    List<String> calls = new CopyOnWriteArrayList<>();
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads, recording(calls))) {
      clouds.enter(OWNER, new Scope("eu-west-1"));
      clouds.enter(OTHER, new Scope("eu-north-1"));
      clouds.stopReading();
      assertThat(calls.subList(0, 4)).containsExactly("begin", "begin", "stop", "stop");
      assertThat(calls.subList(4, calls.size())).contains("end");
    }
  }

  @Test
  void aRegionClosesWithItsLastEnvironmentAndOpensAgain() throws Exception {
    List<String> calls = new CopyOnWriteArrayList<>();
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads, recording(calls))) {
      Scope scope = new Scope("eu-west-1");
      clouds.enter(OWNER, scope);
      clouds.enter(OTHER, scope);
      assertThat(calls).containsExactly("begin");

      clouds.leave(OWNER, scope);
      assertThat(clouds.openRegions()).containsExactly("eu-west-1");
      assertThat(calls).containsExactly("begin");
      clouds.leave(OTHER, scope);
      assertThat(clouds.openRegions()).isEmpty();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(calls).contains("begin", "stop", "end"));

      clouds.enter(OWNER, scope);
      assertThat(clouds.openRegions()).containsExactly("eu-west-1");
      assertThat(calls).endsWith("begin");
    }
  }

  private static PollSettings recording(List<String> calls) {
    return new PollSettings(
        Duration.ofMinutes(1), Duration.ofSeconds(5), () -> new RecordingTimer(calls));
  }

  private record RecordingTimer(List<String> calls) implements PollTimer {
    @Override
    public void begin(Duration pause, Runnable task) {
      calls.add("begin");
    }

    @Override
    public void stop() {
      calls.add("stop");
    }

    @Override
    public void end(Duration limit) {
      calls.add("end");
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
        Set.of("eu-west-1", "eu-north-1"),
        pollSettings,
        Clock.systemUTC(),
        threads,
        owner -> {},
        OrphanObserver.NONE,
        new InternalErrors(() -> {}));
  }
}
