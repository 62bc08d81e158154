package io.ssmenv.engine;

import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.simulator.core.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A ticker in virtual time. */
final class VirtualPollTimer implements PollTimer {
  private final EventLoop loop;
  private final VirtualTime time;
  private Future<?> underWay = CompletableFuture.completedFuture(true);
  private boolean stopped;

  VirtualPollTimer(EventLoop loop, VirtualTime time) {
    this.loop = loop;
    this.time = time;
  }

  @Override
  public void begin(Duration pause, Runnable task) {
    loop.at(time.instant(), () -> run(pause, task));
  }

  private synchronized void run(Duration pause, Runnable task) {
    if (stopped) {
      return;
    }
    underWay =
        loop.threads()
            .submit(() -> {
              task.run();
              loop.at(time.instant().plus(pause), () -> run(pause, task));
            });
  }

  @Override
  public synchronized void stop() {
    stopped = true;
  }

  /** The limit is in reality: the task is at work, so virtual time does not pass. */
  @Override
  public synchronized void end(Duration limit) {
    stopped = true;
    try {
      underWay.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      underWay.cancel(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A pacemaker's task failed", e.getCause());
    }
  }
}
