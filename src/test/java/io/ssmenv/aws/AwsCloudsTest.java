package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Simulations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AwsCloudsTest {

  private static final Owner OWNER = new Owner("cluster-1", "uid-1", "lab/one");
  private static final Owner OTHER = new Owner("cluster-1", "uid-2", "lab/two");

  /** A region has timers for its inventory, the questions to instances and the open sessions. */
  private static final List<String> BEGUN = List.of("begin", "begin", "begin", "begin");

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
      assertThat(calls.subList(0, 8)).as("of two regions").containsOnly("begin");
      assertThat(calls.subList(8, 16)).containsOnly("stop");
      assertThat(calls.subList(16, calls.size())).contains("end").doesNotContain("begin");
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
      assertThat(calls).isEqualTo(BEGUN);

      clouds.leave(OWNER, scope);
      assertThat(clouds.openRegions()).containsExactly("eu-west-1");
      assertThat(calls).isEqualTo(BEGUN);
      clouds.leave(OTHER, scope);
      assertThat(clouds.openRegions()).isEmpty();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(calls).contains("begin", "stop", "end"));

      clouds.enter(OWNER, scope);
      assertThat(clouds.openRegions()).containsExactly("eu-west-1");
      assertThat(calls).endsWith("begin", "begin", "begin", "begin");
    }
  }

  @Test
  void aRegionThatOpensSlowlyDelaysNoOtherRegion() throws Exception {
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch mayOpen = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    Set<Owner> woken = ConcurrentHashMap.newKeySet();
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds =
            clouds(
                aws,
                threads,
                recording(new CopyOnWriteArrayList<>()),
                woken::add,
                budget -> {
                  if (first.getAndSet(false)) {
                    opening.countDown();
                    await().atMost(Duration.ofSeconds(30)).until(() -> mayOpen.getCount() == 0);
                  }
                  return new HandlerRegistry(AwsHandlers.all());
                })) {
      Future<RegionAccess> slow = threads.submit(() -> clouds.enter(OWNER, new Scope("eu-west-1")));
      opening.await();

      assertThat(threads.submit(() -> clouds.enter(OTHER, new Scope("eu-north-1"))))
          .succeedsWithin(Duration.ofSeconds(10))
          .isInstanceOf(RegionAccess.Open.class);
      assertThat(threads.submit(() -> clouds.enter(OTHER, new Scope("eu-west-1"))))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(new RegionAccess.Undecided());
      assertThat(woken).isEmpty();
      mayOpen.countDown();
      assertThat(slow).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(RegionAccess.Open.class);
      assertThat(woken).containsExactly(OTHER);
      assertThat(clouds.enter(OTHER, new Scope("eu-west-1"))).isInstanceOf(RegionAccess.Open.class);
    }
  }

  @Test
  void aRegionWhoseEnvironmentLeftWhileItWasBeingOpenedIsNotOpened() throws Exception {
    List<String> calls = new CopyOnWriteArrayList<>();
    AtomicReference<Runnable> leaving = new AtomicReference<>(() -> {});
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds =
            clouds(
                aws,
                threads,
                recording(calls),
                owner -> {},
                budget -> {
                  leaving.get().run();
                  return new HandlerRegistry(AwsHandlers.all());
                })) {
      Scope scope = new Scope("eu-west-1");
      leaving.set(() -> clouds.leave(OWNER, scope));
      assertThat(clouds.enter(OWNER, scope)).isEqualTo(new RegionAccess.Undecided());
      assertThat(clouds.openRegions()).isEmpty();
      leaving.set(clouds::stopReading);
      assertThat(clouds.enter(OWNER, scope)).isEqualTo(new RegionAccess.Undecided());
      assertThat(clouds.openRegions()).isEmpty();
      assertThat(calls).containsOnly("stop");
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
    return clouds(
        aws,
        threads,
        pollSettings,
        owner -> {},
        budget -> new HandlerRegistry(AwsHandlers.all(budget)));
  }

  private static AwsClouds clouds(
      SimulatedAws aws,
      ExecutorService threads,
      PollSettings pollSettings,
      Consumer<Owner> wake,
      Function<ItemReads, HandlerRegistry> handlers) {
    return new AwsClouds(
        ClientFactory.of(aws.endpoint(), "AKIDTEST", "secret"),
        "cluster-1",
        Set.of("eu-west-1", "eu-north-1"),
        pollSettings,
        Clock.systemUTC(),
        threads,
        wake,
        OrphanObserver.NONE,
        new InternalErrors(() -> {}),
        OperatorProcess.alone(),
        handlers);
  }
}
