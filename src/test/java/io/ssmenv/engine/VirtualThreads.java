package io.ssmenv.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The threads of one simulated process. Each task has a virtual thread of its own, which the event
 * loop runs from one blocking call to the next. No two of them ever run at the same time, so the
 * seed of the loop decides the whole order.
 *
 * <p>The JDK has no public way to give virtual threads another scheduler. The tests use the
 * constructor that the JDK's own tests use, and {@code pom.xml} opens its package to them.
 */
final class VirtualThreads extends AbstractExecutorService {

  /** A virtual thread that can go on until it blocks. */
  record Continuable(Thread thread, Runnable continuation, VirtualThreads process) {

    void run() {
      continuation.run();
    }
  }

  private static final Constructor<?> BUILDER = builder();

  private final Consumer<Continuable> scheduler;
  private final Consumer<Throwable> failures;
  private volatile boolean killed;

  /**
   * @param scheduler receives a thread each time it can go on
   * @param failures receives what tasks throw; tests fail with it
   */
  VirtualThreads(Consumer<Continuable> scheduler, Consumer<Throwable> failures) {
    this.scheduler = scheduler;
    this.failures = failures;
  }

  private static Constructor<?> builder() {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new IllegalStateException(
          "Start Java with --add-opens java.base/java.lang=ALL-UNNAMED, as pom.xml does", e);
    }
  }

  /** Ends all threads where they are, as SIGKILL does: they never run again. */
  void kill() {
    killed = true;
  }

  boolean isKilled() {
    return killed;
  }

  @Override
  public void execute(Runnable task) {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Executor continuations =
        continuation -> scheduler.accept(new Continuable(thread.get(), continuation, this));
    thread.set(unstarted(continuations, () -> runReportingFailures(task)));
    thread.get().start();
  }

  private static Thread unstarted(Executor continuations, Runnable task) {
    try {
      return ((Thread.Builder.OfVirtual) BUILDER.newInstance(continuations)).unstarted(task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An Error must fail the test, too. */
  private void runReportingFailures(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      failures.accept(e);
    }
  }

  @Override
  public void shutdown() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Runnable> shutdownNow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }
}
