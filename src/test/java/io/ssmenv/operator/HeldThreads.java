package io.ssmenv.operator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A single thread for reconciles that a test can keep busy: tasks queue up until it is released.
 */
final class HeldThreads extends ThreadPoolExecutor {

  private volatile CountDownLatch released = new CountDownLatch(0);

  HeldThreads() {
    super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  /** Runs nothing further until it is released. */
  void hold() {
    released = new CountDownLatch(1);
  }

  void release() {
    released.countDown();
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    super.beforeExecute(thread, task);
  }
}
