package io.ssmenv.cli.command;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Lets a command run in the foreground until Ctrl-C (SIGINT) or SIGTERM, and then close what it has
 * opened before the process ends:
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.install();
 *     Server server = Server.start()) {
 *   stop.await();
 * }
 * }</pre>
 *
 * <p>It has to be the first resource, thus the last to be closed: from then on the process may end.
 *
 * <p>After Ctrl-C the command itself decides on the exit code; after SIGTERM it is 143. A second
 * Ctrl-C ends the process at once.
 */
public final class StopSignal implements AutoCloseable {

  /** What a shell reports of a process that SIGINT ended. */
  private static final int INTERRUPTED = 130;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<String> failure = Optional.empty();

  private StopSignal() {}

  /** Begins to listen for the end of the process. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndAwaitClose, "stop-signal"));
    signal.listen();
    return signal;
  }

  /**
   * A shutdown hook would handle one Ctrl-C, but Java ignores the second one while hooks run. If
   * SIGINT is ignored, as in a background job of a script, Java keeps ignoring it.
   */
  private void listen() {
    SignalHandling.on("INT", this::interrupted);
  }

  private void interrupted() {
    if (isStopped()) {
      closed.countDown(); // What is still open goes with the process.
      System.exit(INTERRUPTED);
    }
    stopped.countDown();
  }

  private void stopAndAwaitClose() {
    stopped.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the signal.
   *
   * @throws IllegalStateException with the reason, if {@link #fail} was called
   */
  public void await() throws InterruptedException {
    stopped.await();
    if (failure.isPresent()) {
      throw new IllegalStateException(failure.get());
    }
  }

  /** Ends the waiting because something that the command needs has gone. */
  public void fail(String reason) {
    if (!isStopped()) {
      failure = Optional.of(reason);
      stopped.countDown();
    }
  }

  /** Whether the signal has come. */
  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Lets the process end. */
  @Override
  public void close() {
    closed.countDown();
  }
}
