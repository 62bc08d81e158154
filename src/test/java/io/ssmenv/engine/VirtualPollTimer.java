package io.ssmenv.engine;

import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.simulator.core.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A poll timer in virtual time. */
final class VirtualPollTimer implements PollTimer {
  private final EventLoop loop;
  private final VirtualThreads threads;
  private final VirtualTime time;
  private Future<?> currentPoll = CompletableFuture.completedFuture(true);
  private boolean stopped;

  VirtualPollTimer(EventLoop loop, VirtualThreads threads, VirtualTime time) {
    this.loop = loop;
    this.threads = threads;
    this.time = time;
  }

  @Override
  public void begin(Duration pause, Runnable task) {
    loop.schedule(time.instant(), () -> run(pause, task));
  }

  private synchronized void run(Duration pause, Runnable task) {
    if (stopped || threads.isKilled()) {
      return;
    }
    currentPoll =
        threads.submit(() -> {
          task.run();
          loop.schedule(time.instant().plus(pause), () -> run(pause, task));
        });
  }

  @Override
  public synchronized void stop() {
    stopped = true;
  }

  /** The limit is in real time, in which a poll does not take long unless the machine does. */
  @Override
  public synchronized void end(Duration limit) {
    stopped = true;
    try {
      currentPoll.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      currentPoll.cancel(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A poll failed", e.getCause());
    }
  }
}
