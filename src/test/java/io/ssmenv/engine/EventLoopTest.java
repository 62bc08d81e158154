package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.VirtualTime;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EventLoopTest {

  private static final int LOOPS = 4;
  private static final int THREADS = 4;
  private static final int LOCKS = 20_000;
  private static final int LOCKS_PER_PAUSE = 10;

  private final EventLoop loop = new EventLoop(new VirtualTime(), 1);

  /** A pipe that nobody reads, such as the console of a build server that is behind. */
  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void aConsoleThatAcceptsNothingHoldsNoThreadUp() {
    Logger log = LoggerFactory.getLogger(EventLoopTest.class);
    PrintStream before = System.err;
    CountDownLatch readAgain = new CountDownLatch(1);
    AtomicBoolean logged = new AtomicBoolean();
    System.setErr(new PrintStream(new FullPipe(readAgain), true, StandardCharsets.UTF_8));
    try {
      for (int i = 0; i < 3; i++) {
        loop.newThreads().execute(() -> log.error("a message of {}", "EventLoopTest"));
      }
      loop.newThreads().execute(() -> logged.set(true));
      assertThat(loop.runUntil(Duration.ofSeconds(1), logged::get)).isTrue();
      loop.advance(Duration.ofSeconds(1));
    } finally {
      readAgain.countDown();
      System.setErr(before);
    }
  }

  /**
   * Locks that all tests of the JVM share, such as those of the SDK, are taken by several loops at
   * once.
   */
  @Test
  void loopsThatShareALockDoNotWaitForEachOther() throws Exception {
    ReentrantLock shared = new ReentrantLock();
    try (ExecutorService tests = Executors.newFixedThreadPool(LOOPS)) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < LOOPS; i++) {
        int seed = i;
        results.add(tests.submit(() -> lockOften(shared, seed)));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(THREADS * LOCKS);
      }
    }
  }

  private static int lockOften(ReentrantLock shared, long seed) {
    EventLoop loop = new EventLoop(new VirtualTime(), seed);
    VirtualThreads process = loop.newThreads();
    AtomicInteger locks = new AtomicInteger();
    for (int i = 0; i < THREADS; i++) {
      process.execute(() -> {
        for (int taken = 0; taken < LOCKS; taken++) {
          shared.lock();
          try {
            locks.incrementAndGet();
          } finally {
            shared.unlock();
          }
          if (taken % LOCKS_PER_PAUSE == 0) {
            loop.pause(Duration.ofMillis(1));
          }
        }
      });
    }
    loop.runUntil(Duration.ofHours(1), () -> locks.get() == THREADS * LOCKS);
    return locks.get();
  }

  private static final class FullPipe extends OutputStream {
    private final CountDownLatch readAgain;

    FullPipe(CountDownLatch readAgain) {
      this.readAgain = readAgain;
    }

    @Override
    public void write(int b) {
      try {
        readAgain.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
