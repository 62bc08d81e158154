package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A region that nobody needs any more when it is open. */
class SlowlyClosingRegionTest {

  private static final Owner OWNER = new Owner("cluster-1", "uid-1", "lab/one");
  private static final Owner OTHER = new Owner("cluster-1", "uid-2", "lab/two");
  private static final Scope SCOPE = new Scope("eu-west-1");

  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch mayClose = new CountDownLatch(1);
  private final AtomicReference<Runnable> whileOpening = new AtomicReference<>(() -> {});

  @Test
  void itsClosingDelaysNoOtherRegion() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads)) {
      whileOpening.set(() -> clouds.leave(OWNER, SCOPE));
      Future<RegionAccess> left = threads.submit(() -> clouds.enter(OWNER, SCOPE));
      closing.await();
      Future<RegionAccess> other =
          threads.submit(() -> clouds.enter(OTHER, new Scope("eu-north-1")));

      try {
        assertThat(other)
            .succeedsWithin(Duration.ofSeconds(10))
            .isInstanceOf(RegionAccess.Open.class);
      } finally {
        mayClose.countDown();
      }
      assertThat(left)
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(new RegionAccess.Undecided());
    }
  }

  private AwsClouds clouds(SimulatedAws aws, ExecutorService threads) {
    return new AwsClouds(
        ClientFactory.of(aws.endpoint(), "AKIDTEST", "secret"),
        "cluster-1",
        Set.of("eu-west-1", "eu-north-1"),
        new PollSettings(Duration.ofMinutes(1), Duration.ofSeconds(5), SlowTimer::new),
        Clock.systemUTC(),
        threads,
        owner -> {},
        OrphanObserver.NONE,
        new InternalErrors(() -> {}),
        OperatorProcess.alone(),
        budget -> {
          whileOpening.getAndSet(() -> {}).run();
          return new HandlerRegistry(AwsHandlers.all(budget));
        });
  }

  /** Stops when it may. */
  private final class SlowTimer implements PollTimer {
    @Override
    public void begin(Duration pause, Runnable task) {}

    @Override
    public void stop() {
      closing.countDown();
      try {
        mayClose.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void end(Duration limit) {}
  }
}
