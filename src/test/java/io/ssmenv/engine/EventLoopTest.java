package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.VirtualTime;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class EventLoopTest {
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
